package io.reelflow.media.worker;

import static io.reelflow.media.worker.OddTasks.ODD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskRun;
import io.reelflow.media.WorkKind;
import io.reelflow.media.worker.OddTasks.Answer;
import io.reelflow.media.worker.OddTasks.Word;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerPoolTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private WorkerPool pool;
    private Path directory;
    private Path file;

    @BeforeEach
    void makePool() throws IOException {
        pool = new WorkerPool(settings(Duration.ofMinutes(5)));
        directory = Files.createDirectory(folder.resolve("task"));
        file = folder.resolve("file");
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void aWorkerIsUsedAgain() throws Exception {
        assertThat(run("a").output().worker()).isEqualTo(run("b").output().worker());
    }

    @Test
    void aWorkerWithNothingToDoRestsAndIsUsedAgain() throws Exception {
        long worker = run("a").output().worker();

        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("rested")));

        assertThat(run("b").output().worker()).isEqualTo(worker);
    }

    @Test
    void whateverPrintsOnStandardOutputDoesNotDisturbTheReports() throws Exception {
        assertThat(run("print").output().text()).isEqualTo("print with 0 files");
    }

    @Test
    void progressIsHandedOverInOrder() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();

        pool.measure(
                ODD,
                word("progress"),
                directory,
                (stage, fraction, message, counters) -> heard.add(stage + " " + fraction + " " + message + " "
                        + Optional.ofNullable(counters).map(Counters::bytesTotal)));

        assertThat(heard)
                .containsExactly("DOWNLOADING 0.5 half Optional[10]", "EXTRACTING_METADATA 1.0 é Optional.empty");
    }

    @Test
    void workersAndWhatTheyStartAreServedAfterEveryOtherSession() throws Exception {
        assumeThat(Path.of("/proc/self/autogroup")).exists();

        run("autogroups");

        assertThat(Files.readAllLines(file)).hasSize(2).allMatch(group -> group.endsWith(" nice 10"));
    }

    @Test
    void processorTimeOfTheTasksChildrenIsCounted() throws Exception {
        TaskRun<Answer> burnt = run("burn");

        assertThat(burnt.cpuSeconds()).isBetween(0.05, burnt.seconds() * 8);
    }

    @Test
    void aTasksOwnFailureKeepsItsCode() {
        assertThatThrownBy(() -> run("refuse"))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND))
                .hasMessage("the source answered 404");
    }

    @Test
    void anythingElseThatGoesWrongIsAnIoException() throws Exception {
        assertThatThrownBy(() -> run("break")).isInstanceOf(IOException.class).hasMessageContaining("disk full");
        assertThat(run("a").output().text()).isEqualTo("a with 0 files");
    }

    @Test
    void aTaskNobodyRegisteredIsNamed() {
        assertThatThrownBy(() -> pool.run(OddTasks.MISSING, word("a"), directory, Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'missing': must be one of [odd]");
    }

    @Test
    void aTaskWhoseWorkerDiedRunsAgainInAnEmptyDirectory() throws Exception {
        assertThat(run("die once").output().text()).isEqualTo("die once with 0 files");
    }

    @Test
    void aTaskThatKillsItsWorkerThreeTimesHasCrashedAndTheNextRuns() throws Exception {
        assertThatThrownBy(() -> run("die"))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STAGE_CRASHED));
        assertThat(run("a").output().text()).isEqualTo("a with 0 files");
    }

    @Test
    void aWorkerThatDiesBeforeItReadsAnOrderIsNoCrashOfTheTask() throws Exception {
        long idle = run("a").output().worker();
        signal("-STOP", idle);
        CompletableFuture<TaskRun<Answer>> run = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                run.complete(run("die twice"));
            } catch (Exception e) {
                run.completeExceptionally(e);
            }
        });
        caller.start();
        await().atMost(PATIENCE).until(() -> caller.getState() == Thread.State.WAITING);

        signal("-KILL", idle);

        assertThat(run.get().output().text()).isEqualTo("die twice with 0 files");
    }

    @Test
    void whateverATaskStartsUpToItsEndGoesWithIt() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = caller("spawn", ended);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(file) && Files.readAllLines(file).size() > 20);

        caller.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        for (String child : Files.readAllLines(file)) {
            assertThat(running(Long.parseLong(child))).as(child).isFalse();
        }
        assertThat(ProcessHandle.current().descendants().filter(WorkerPoolTest::runs))
                .isEmpty();
    }

    @Test
    void aCallerInterruptedWhileItsWorkerStartsLeavesNoWorkerBehind() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        caller("a", ended).interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        await().atMost(PATIENCE)
                .until(() -> ProcessHandle.current().descendants().noneMatch(WorkerPoolTest::runs));
        await().atMost(PATIENCE).until(() -> isEmpty(folder.resolve("temp")));
        assertThat(run("a").output().text()).isEqualTo("a with 0 files");
    }

    @Test
    void interruptingTheCallerEndsTheWorkerAndItsGrandchildren() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = caller("hang", ended);
        long grandchild = grandchild();

        caller.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(running(grandchild)).isFalse();
    }

    @Test
    void grandchildrenGoWhenTheirWorkerIsKilledAndTheTaskRunsAgain() throws Exception {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = caller("hang", ended);
        long grandchild = grandchild();
        Files.delete(file);

        ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroyForcibly);

        await().atMost(PATIENCE).until(() -> !running(grandchild));
        assertThat(grandchild()).isNotEqualTo(grandchild);
        caller.interrupt();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void workersAndGrandchildrenGoWhenTheirPoolsJvmIsKilled() throws Exception {
        Process jvm = poolOfAJvm(OddTasks.class);
        try {
            long grandchild = grandchild();
            long worker = jvm.children().findFirst().orElseThrow().pid();
            assertThat(running(worker)).isTrue();

            jvm.destroyForcibly().waitFor();

            await().atMost(PATIENCE).until(() -> !running(worker) && !running(grandchild));
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void aWorkerThatStillStartsGoesWhenItsPoolsJvmIsKilled() throws Exception {
        Process jvm = poolOfAJvm(StillStarting.class);
        try {
            long worker = grandchild();
            assertThat(running(worker)).isTrue();

            jvm.destroyForcibly().waitFor();

            await().atMost(PATIENCE).until(() -> !running(worker));
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void anIdleWorkerIsEnded() throws Exception {
        try (WorkerPool impatient = new WorkerPool(settings(Duration.ofMillis(200)))) {
            long worker =
                    impatient.run(ODD, word("a"), directory, Progress.NONE).worker();

            await().atMost(PATIENCE).until(() -> !running(worker));
        }
    }

    @Test
    void closingEndsEveryWorkerAndLeavesNoScratch() throws Exception {
        long worker = run("a").output().worker();

        pool.close();

        assertThat(running(worker)).isFalse();
        assertThat(folder.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void scratchOfAPoolThatWasKilledIsCleared() throws Exception {
        Path left = Files.createDirectories(folder.resolve("temp").resolve("worker-99999999-1"));
        Files.writeString(left.resolve("lib.so"), "unpacked");

        new WorkerPool(settings(Duration.ofMinutes(5))).close();

        assertThat(left).doesNotExist();
    }

    @Test
    void aJvmThatDoesNotStartIsNotTheTasksFault() throws Exception {
        WorkerSettings good = settings(Duration.ofMinutes(5));
        try (WorkerPool wrong = new WorkerPool(new WorkerSettings(
                good.media(), good.classPath(), "no.such.Main", 64, good.permits(), good.idle(), null))) {
            assertThatThrownBy(() -> wrong.run(ODD, word("a"), directory, Progress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended before it was ready: exit code 1");
        }
    }

    private TaskRun<Answer> run(String word) throws Exception {
        return pool.measure(ODD, word(word), directory, Progress.NONE);
    }

    private Word word(String word) {
        return new Word(word, file.toString());
    }

    private Thread caller(String word, CompletableFuture<Throwable> ended) {
        Thread caller = new Thread(() -> {
            try {
                run(word);
                ended.complete(new AssertionError("it came to an end"));
            } catch (Exception e) {
                ended.complete(e);
            }
        });
        caller.start();
        return caller;
    }

    private long grandchild() throws IOException {
        await().atMost(PATIENCE)
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        return Long.parseLong(Files.readString(file).strip());
    }

    private static void signal(String signal, long pid) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(pid)).start().waitFor();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static boolean runs(ProcessHandle process) {
        try {
            return running(process.pid());
        } catch (IOException e) {
            return false;
        }
    }

    /** A zombie that its new parent has not collected yet runs no more. */
    private static boolean running(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    private WorkerSettings settings(Duration idle) {
        return settings(folder, idle);
    }

    private static WorkerSettings settings(Path folder, Duration idle) {
        return settings(folder, idle, OddTasks.class.getName());
    }

    private static WorkerSettings settings(Path folder, Duration idle, String mainClass) {
        MediaConfig media = MediaConfig.fromEnvironment(Map.of(
                "REELFLOW_CACHE", folder.resolve("cache").toString(),
                "REELFLOW_WORK_DIR", folder.resolve("temp").toString()));
        return new WorkerSettings(
                media,
                System.getProperty("java.class.path"),
                mainClass,
                64,
                Map.of(WorkKind.NETWORK, 1, WorkKind.CPU, 2, WorkKind.ENCODE, 1),
                idle,
                null);
    }

    private Process poolOfAJvm(Class<?> mainClassOfWorkers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PoolOfAJvm.class.getName(),
                        folder.toString(),
                        mainClassOfWorkers.getName())
                .inheritIO()
                .start();
    }

    static final class PoolOfAJvm {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try (WorkerPool pool = new WorkerPool(settings(folder, Duration.ofMinutes(5), arguments[1]))) {
                Word word = new Word("hang", folder.resolve("file").toString());
                pool.run(ODD, word, folder.resolve("task"), Progress.NONE);
            }
        }
    }

    /** A worker that never comes to read its input; says its pid where {@link OddTasks} says that of a child. */
    static final class StillStarting {
        public static void main(String[] arguments) throws Exception {
            Path file = Path.of("").toAbsolutePath().resolve("../../file");
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            new CountDownLatch(1).await();
        }
    }
}
