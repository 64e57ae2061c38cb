package io.reelflow.media.tools;

import io.reelflow.media.analyze.endpoint.EndpointSettings;
import io.reelflow.media.identity.Identities;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program run to its end: ffmpeg, yt-dlp, Python. It leads a process group of its own, has no standard input, and
 * the whole group is gone when {@link #run} returns, when the calling thread is interrupted, and when this JVM dies,
 * by {@code kill -9} too.
 *
 * <p>Judge by {@link Exit#ok}: an ffmpeg that was ended early leaves a file that plays.
 */
public final class Child {
    /**
     * The watcher shares the group, holds the other end of our pipe, and ends the group when the pipe ends: with us, or
     * when we close it. A parent-death signal would not do: it is bound to the thread that spawned, and does not reach
     * grandchildren. The shell stays, to collect both: not every first process of a container does.
     */
    private static final String WATCHED = Session.KEEP_NICENESS
            + "exec 3<&0 </dev/null; "
            + "(exec >/dev/null 2>&1; read -r _ <&3; kill -9 0) & watcher=$!; "
            + "\"$@\" 3<&-; code=$?; "
            + "kill -9 $watcher; wait $watcher 2>/dev/null; exit $code";

    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Path directory;
    private Duration limit = Duration.ofDays(365);
    private Output output = Child::drain;
    private Consumer<String> errorLines = line -> {};

    private Child(List<String> command) {
        this.command = List.copyOf(command);
    }

    public static Child of(List<String> command) {
        return new Child(command);
    }

    public static Child of(String... command) {
        return new Child(List.of(command));
    }

    /** The directory it runs in; this process's own where none is given. */
    public Child in(Path directory) {
        this.directory = directory;
        return this;
    }

    public Child environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Reads standard output as lines, on a thread of its own; {@code \r} ends a line too. */
    public Child lines(Consumer<String> line) {
        this.output = in -> eachLine(in, line);
        return this;
    }

    /** Reads standard output as bytes, on a thread of its own. What it leaves unread is thrown away. */
    public Child bytes(Output reader) {
        this.output = reader;
        return this;
    }

    /** Hears each line of standard error too, on a thread of its own; the end of it is kept in any case. */
    public Child errorLines(Consumer<String> line) {
        this.errorLines = line;
        return this;
    }

    /** Ends it when it has run for so long. */
    public Child within(Duration limit) {
        this.limit = limit;
        return this;
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException it could not be started, or a reader failed (then it is killed)
     * @throws CancellationException a reader threw it, to end the child
     * @throws InterruptedException after every process of it has been killed
     */
    public Exit run() throws IOException, InterruptedException {
        Process process = start();
        Tail tail = new Tail();
        CompletableFuture<Void> out = reading(process, "out", process.getInputStream(), output);
        CompletableFuture<Void> err = reading(
                process,
                "err",
                process.getErrorStream(),
                in -> eachLine(in, line -> {
                    tail.add(line);
                    errorLines.accept(line);
                }));
        try {
            boolean late = !process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            // Who is left of its group would hold its output open.
            Posix.kill(process.pid());
            get(out);
            get(err);
            return new Exit(process.waitFor(), late, tail.text());
        } finally {
            Posix.killAndWait(process.pid());
            process.getOutputStream().close();
        }
    }

    private Process start() throws IOException {
        List<String> whole = new ArrayList<>(List.of("setsid", "sh", "-c", WATCHED, "watched"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().remove(EndpointSettings.API_KEY); // no business of what reads media
        builder.environment().remove(Identities.VARIABLE);
        builder.environment().putAll(environment);
        if (directory != null) {
            builder.directory(directory.toFile());
        }
        return builder.start();
    }

    private static CompletableFuture<Void> reading(Process process, String name, InputStream in, Output reader) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try (in) {
                        reader.read(in);
                        drain(in);
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                        Posix.kill(process.pid());
                    }
                },
                "child-" + process.pid() + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void get(CompletableFuture<Void> reading) throws IOException, InterruptedException {
        try {
            reading.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UncheckedIOException unchecked) {
                cause = unchecked.getCause();
            }
            if (cause instanceof CancellationException cancelled) {
                throw cancelled;
            }
            if (cause instanceof RuntimeException || cause instanceof Error) {
                throw new IllegalStateException("reading a child's output failed", cause);
            }
            throw new IOException("reading a child's output failed", cause);
        }
    }

    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        while (in.read(buffer) >= 0) {
            // thrown away: a full pipe would stop the child
        }
    }

    private static void eachLine(InputStream in, Consumer<String> line) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String next = reader.readLine(); next != null; next = reader.readLine()) {
            line.accept(next);
        }
    }

    /** Reads a child's output to its end, or as far as it wants. */
    @FunctionalInterface
    public interface Output {
        void read(InputStream in) throws IOException;
    }

    /**
     * How it ended.
     *
     * @param code as a shell sees it: 128 + signal where one ended it
     * @param late it was ended because its time was over
     * @param errorTail the last lines of standard error, at most 8 KB
     */
    public record Exit(int code, boolean late, String errorTail) {
        public boolean ok() {
            return code == 0;
        }
    }
}
