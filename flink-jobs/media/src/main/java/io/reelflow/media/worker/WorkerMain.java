package io.reelflow.media.worker;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.TaskCatalog;
import io.reelflow.media.TaskType;
import io.reelflow.media.tools.Posix;
import io.reelflow.media.worker.WorkerMessage.Kind;
import io.reelflow.media.worker.WorkerMessage.Order;
import io.reelflow.media.worker.WorkerMessage.Report;
import io.reelflow.schemas.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A worker: one order a line on standard input, its reports a line each on standard output, one order at a time.
 * Whatever else prints there, native code too, goes to standard error. It ends with its input, in the middle of a task
 * too, and every child process with it.
 */
public final class WorkerMain {
    /** Idle for so long, it {@link #rest}s: whose stages follow each other does not load a model twice. */
    private static final Duration REST = Duration.ofSeconds(20);

    private final TaskCatalog catalog;
    private final OutputStream reports;
    private final Duration untilRest;
    private final ScheduledExecutorService tasks =
            Executors.newSingleThreadScheduledExecutor(runnable -> new Thread(runnable, "task"));
    private @Nullable ScheduledFuture<?> rest;

    private WorkerMain(TaskCatalog catalog, OutputStream reports, Duration untilRest) {
        this.catalog = catalog;
        this.reports = reports;
        this.untilRest = untilRest;
    }

    public static void main(String[] arguments) throws IOException {
        serve(TaskCatalog.of(MediaConfig.fromEnvironment(System.getenv())));
    }

    /** Serves these tasks until standard input ends. Does not return. */
    static void serve(TaskCatalog catalog) throws IOException {
        serve(catalog, REST);
    }

    static void serve(TaskCatalog catalog, Duration untilRest) throws IOException {
        OutputStream reports = Posix.takeStandardOutput();
        new WorkerMain(catalog, reports, untilRest).serve();
    }

    private void serve() throws IOException {
        // This thread only reads: it must see the end of the input while a task runs.
        report(Report.of(Kind.READY));
        try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                Order order = Json.MAPPER.readValue(line, Order.class);
                report(Report.of(Kind.ACCEPTED));
                tasks.execute(() -> work(order));
            }
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /** On the thread of the tasks, as {@link #rest} is: none runs while it rests. */
    private void work(Order order) {
        if (rest != null) {
            rest.cancel(false);
        }
        report(run(order));
        rest = tasks.schedule(this::rest, untilRest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets go of models, and of memory that is only kept to be used again: several hundred MB of a worker that heard. */
    private void rest() {
        try {
            catalog.rest();
        } catch (RuntimeException e) {
            System.err.println("while it rested: " + e); // no task fails of it
        }
        System.gc();
        Posix.trimNativeMemory();
    }

    private Report run(Order order) {
        try {
            return run(order, catalog.type(order.task()));
        } catch (MediaException e) {
            e.printStackTrace();
            return Report.failed(e);
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            return Report.broken(order.task() + ": " + e);
        }
    }

    private <I, O> Report run(Order order, TaskType<I, O> type)
            throws MediaException, IOException, InterruptedException {
        I input = Json.MAPPER.treeToValue(order.input(), type.input());
        MediaTask<I, O> task = catalog.task(type);
        long begin = System.nanoTime();
        double cpuBegin = Posix.cpuSeconds();
        O output = task.run(
                input,
                Path.of(order.directory()),
                (stage, fraction, message, counters) -> report(Report.progress(stage, fraction, message, counters)));
        JsonNode result = Json.MAPPER.valueToTree(output);
        return Report.done(result, (System.nanoTime() - begin) / 1e9, Posix.cpuSeconds() - cpuBegin);
    }

    private void report(Report report) {
        byte[] line = (Json.text(report) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (reports) {
            try {
                reports.write(line);
                reports.flush();
            } catch (IOException e) {
                throw new UncheckedIOException("nobody listens to this worker", e);
            }
        }
    }
}
