package io.reelflow.media.worker;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.TaskRunner;
import io.reelflow.media.TaskType;
import io.reelflow.media.WorkKind;
import io.reelflow.media.worker.WorkerMessage.Kind;
import io.reelflow.media.worker.WorkerMessage.Order;
import io.reelflow.media.worker.WorkerMessage.Report;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks in warm child JVMs, one task at a time in each, and as many at once as callers ask for: who has to wait is
 * for them to say, as they know what is urgent. A task whose worker dies under it runs again in another, with its
 * directory emptied; the third time it fails as {@code STAGE_CRASHED}. Other tasks do not notice. A caller that is
 * interrupted finds every process of its task gone.
 */
public final class WorkerPool implements TaskRunner, AutoCloseable {
    /** Deaths under one task that make it the task's fault. */
    static final int CRASHES = 3;

    /** Workers that died before they read an order say nothing about it; so many in a row say that none will work. */
    private static final int UNREAD = 8;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final WarmWorkers workers;

    /** @throws IOException the scratch folder can not be used */
    public WorkerPool(WorkerSettings settings) throws IOException {
        workers = new WarmWorkers(settings);
    }

    @Override
    public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Order order = new Order(type.name(), directory.toString(), Json.MAPPER.valueToTree(input));
        for (int crashes = 0; crashes < CRASHES; crashes++) {
            Report end = runInOneThatReadsIt(order, type.work(), progress);
            if (end.kind() == Kind.DONE) {
                O output = Json.MAPPER.treeToValue(end.output(), type.output());
                return new TaskRun<>(output, Objects.requireNonNullElse(end.seconds(), 0.0), end.cpuSeconds());
            }
            throwIfSaid(end);
            LOG.warn("the worker died under task {} ({} of {})", type.name(), crashes + 1, CRASHES);
            Folders.empty(directory);
        }
        throw new MediaException(
                ErrorCode.STAGE_CRASHED,
                "the process that ran '" + type.name() + "' on this source died " + CRASHES + " times");
    }

    /** Runs it in the first worker that lives to read it. */
    private Report runInOneThatReadsIt(Order order, WorkKind kind, Progress progress)
            throws IOException, InterruptedException {
        for (int tries = 0; tries < UNREAD; tries++) {
            Report end = runOnce(order, kind, progress);
            if (end != null) {
                return end;
            }
            LOG.warn("a worker died while it had nothing to do; task {} goes to another", order.task());
        }
        throw new IOException(UNREAD + " workers in a row died before they read an order");
    }

    /** Runs it in one worker to its end, which is {@code GONE} where that died; null: it died before it read the order. */
    private @Nullable Report runOnce(Order order, WorkKind kind, Progress progress)
            throws IOException, InterruptedException {
        Worker worker = workers.take(kind);
        boolean keep = false;
        try {
            if (!worker.send(order) || worker.next().kind() != Kind.ACCEPTED) {
                return null;
            }
            Report report = worker.next();
            while (report.kind() == Kind.PROGRESS) {
                progress.report(
                        Objects.requireNonNull(report.stage()),
                        Objects.requireNonNullElse(report.fraction(), 0.0),
                        Objects.requireNonNullElse(report.message(), ""),
                        report.counters());
                report = worker.next();
            }
            keep = report.kind() != Kind.GONE;
            return report;
        } finally {
            if (keep) {
                workers.giveBack(kind, worker);
            } else {
                workers.end(worker);
            }
        }
    }

    private static void throwIfSaid(Report end) throws MediaException, IOException {
        String message = Objects.requireNonNullElse(end.message(), "no message");
        if (end.kind() == Kind.FAILED) {
            throw new MediaException(
                    Objects.requireNonNullElse(end.code(), ErrorCode.INTERNAL), message, end.retryAfter());
        }
        if (end.kind() == Kind.BROKEN) {
            throw new IOException(message);
        }
    }

    /** Ends every worker. Tasks that still run end as crashed. */
    @Override
    public void close() {
        workers.close();
    }
}
