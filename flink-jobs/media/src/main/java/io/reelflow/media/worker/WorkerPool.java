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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks in warm child JVMs, one task at a time in each. Each kind of work has its permits; who waits longest is
 * next. A task whose worker dies under it runs again in another, with its directory emptied; the third time it fails
 * as {@code STAGE_CRASHED}. Other tasks do not notice.
 */
public final class WorkerPool implements TaskRunner, AutoCloseable {
    /** Deaths under one task that make it the task's fault. */
    static final int CRASHES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

    private final Map<WorkKind, Semaphore> permits = new EnumMap<>(WorkKind.class);
    private final WarmWorkers workers;

    /** @throws IOException the scratch folder can not be used */
    public WorkerPool(WorkerSettings settings) throws IOException {
        settings.permits().forEach((kind, count) -> permits.put(kind, new Semaphore(count, true)));
        workers = new WarmWorkers(settings);
    }

    @Override
    public <I, O> TaskRun<O> measure(TaskType<I, O> type, I input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Semaphore permit = Objects.requireNonNull(permits.get(type.work()));
        permit.acquire();
        try {
            Order order = new Order(type.name(), directory.toString(), Json.MAPPER.valueToTree(input));
            for (int crashes = 0; crashes < CRASHES; crashes++) {
                Report end = runOnce(order, type.work(), progress);
                if (end.kind() == Kind.DONE) {
                    O output = Json.MAPPER.treeToValue(end.output(), type.output());
                    return new TaskRun<>(output, Objects.requireNonNullElse(end.seconds(), 0.0), end.cpuSeconds());
                }
                throwIfSaid(end);
                LOG.warn("the worker died under task {} ({} of {})", type.name(), crashes + 1, CRASHES);
                Folders.empty(directory);
            }
        } finally {
            permit.release();
        }
        throw new MediaException(
                ErrorCode.STAGE_CRASHED,
                "the process that ran '" + type.name() + "' on this source died " + CRASHES + " times");
    }

    /** Runs it in one worker to its end, which is {@code GONE} where the worker died. */
    private Report runOnce(Order order, WorkKind kind, Progress progress) throws IOException, InterruptedException {
        Worker worker = workers.take(kind);
        boolean keep = false;
        try {
            worker.send(order);
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
        } catch (IOException e) {
            return Report.of(Kind.GONE); // its pipe is broken: it died before it read the order
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
            throw new MediaException(Objects.requireNonNullElse(end.code(), ErrorCode.INTERNAL), message);
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
