package io.reelflow.media.worker;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskCatalog;
import io.reelflow.media.TaskType;
import io.reelflow.media.WorkKind;
import io.reelflow.media.tools.Child;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The main class of workers in tests: tasks that do what the order's word says. */
public final class OddTasks {
    static final TaskType<Word, Answer> ODD = new TaskType<>("odd", WorkKind.CPU, Word.class, Answer.class);
    static final TaskType<Word, Answer> MISSING = new TaskType<>("missing", WorkKind.CPU, Word.class, Answer.class);

    private static final Duration UNTIL_REST = Duration.ofMillis(100);

    private OddTasks() {}

    /** @param file something the task may use outside of its directory */
    public record Word(String word, String file) {}

    public record Answer(String text, long worker) {}

    public static void main(String[] arguments) throws IOException {
        TaskCatalog catalog = TaskCatalog.empty(MediaConfig.fromEnvironment(System.getenv()));
        WorkerMain.serve(catalog.with(ODD, config -> new Odd()), UNTIL_REST);
    }

    /** Leaves {@code rested} beside the file it was told of, when it rests. */
    private static final class Odd implements MediaTask<Word, Answer> {
        private Path rested = Path.of("rested");

        @Override
        public Answer run(Word input, Path directory, Progress progress)
                throws MediaException, IOException, InterruptedException {
            rested = Path.of(input.file()).resolveSibling("rested");
            return OddTasks.run(input, directory, progress);
        }

        @Override
        public void rest() {
            try {
                Files.write(rested, new byte[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Answer run(Word input, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        switch (input.word()) {
            case "print" -> {
                System.out.println("not a report");
                new ProcessBuilder("echo", "not a report").inheritIO().start().waitFor();
            }
            case "progress" -> {
                progress.report(Stage.DOWNLOADING, 0.5, "half", Counters.bytes(5, 10L));
                progress.report(Stage.EXTRACTING_METADATA, 1.0, "é", null);
            }
            case "refuse" -> throw new MediaException(ErrorCode.SOURCE_NOT_FOUND, "the source answered 404");
            case "break" -> throw new IOException("disk full");
            case "die" -> die();
            case "die once" -> dieOnce(directory, Path.of(input.file()));
            case "die twice" -> dieTwice(Path.of(input.file()));
            case "spawn" -> spawn(Path.of(input.file()));
            case "hang" ->
                Child.of("sh", "-c", "sleep 600 & echo $! > \"$1\"; wait", "sh", input.file())
                        .run();
            case "burn" ->
                Child.of("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done")
                        .run();
            case "autogroups" ->
                Child.of("cat", "/proc/" + ProcessHandle.current().pid() + "/autogroup", "/proc/self/autogroup")
                        .bytes(in -> Files.copy(in, Path.of(input.file())))
                        .run();
            default -> {}
        }
        try (var files = Files.list(directory)) {
            return new Answer(
                    input.word() + " with " + files.count() + " files",
                    ProcessHandle.current().pid());
        }
    }

    private static void dieOnce(Path directory, Path mark) throws IOException, InterruptedException {
        if (!Files.exists(mark)) {
            Files.createFile(mark);
            Files.writeString(directory.resolve("half"), "written before the end");
            die();
        }
    }

    /** Each death leaves a byte. */
    private static void dieTwice(Path mark) throws IOException, InterruptedException {
        if (!Files.exists(mark) || Files.size(mark) < 2) {
            Files.writeString(mark, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            die();
        }
    }

    /** Starts one child after another, each in a group of its own, until it is killed. */
    private static void spawn(Path pids) throws IOException, InterruptedException {
        while (true) {
            Process child = new ProcessBuilder("setsid", "sleep", "600").start();
            Files.writeString(pids, child.pid() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void die() throws IOException, InterruptedException {
        long self = ProcessHandle.current().pid();
        new ProcessBuilder("kill", "-9", Long.toString(self)).start().waitFor();
    }
}
