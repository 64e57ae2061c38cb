package io.reelflow.media.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void linesExitCodeAndTheEndOfStandardErrorAreHandedOver() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();

        Child.Exit exit = Child.of("sh", "-c", "echo one; echo two; echo wrong >&2; exit 3")
                .lines(lines::add)
                .run();

        assertThat(lines).containsExactly("one", "two");
        assertThat(exit).isEqualTo(new Child.Exit(3, false, "wrong"));
    }

    @Test
    void onlyTheLastOfALongStandardErrorIsKept() throws Exception {
        Child.Exit exit = Child.of("sh", "-c", "seq 100000 >&2").run();

        assertThat(exit.errorTail()).hasSizeLessThanOrEqualTo(8192).endsWith("100000");
    }

    @Test
    void anOutputThatNobodyReadsDoesNotStopTheChild() throws Exception {
        assertThat(Child.of("sh", "-c", "seq 100000").run().ok()).isTrue();
        assertThat(Child.of("sh", "-c", "seq 100000")
                        .bytes(in -> in.read())
                        .run()
                        .ok())
                .isTrue();
    }

    @Test
    void itHasNoStandardInput() throws Exception {
        assertThat(Child.of("cat").run().ok()).isTrue();
    }

    @Test
    void itRunsWhereItIsToldWithWhatItIsTold() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();

        Child.of("sh", "-c", "pwd; echo $WORD")
                .in(directory)
                .environment("WORD", "given")
                .lines(lines::add)
                .run();

        assertThat(lines).containsExactly(directory.toRealPath().toString(), "given");
    }

    @Test
    void aProgramThatIsNotThereIsSaidSo() throws Exception {
        Child.Exit exit = Child.of("no-such-program").run();

        assertThat(exit.code()).isEqualTo(127);
        assertThat(exit.errorTail()).contains("no-such-program");
    }

    @Test
    void itIsEndedWhenItsTimeIsOver() throws Exception {
        Child.Exit exit = Child.of("sleep", "600").within(Duration.ofMillis(50)).run();

        assertThat(exit.late()).isTrue();
        assertThat(exit.ok()).isFalse();
    }

    @Test
    void aReaderThatFailsEndsTheChild() {
        assertThatThrownBy(() -> Child.of("sh", "-c", "echo 1; sleep 600")
                        .lines(line -> {
                            throw new IllegalStateException("cannot use " + line);
                        })
                        .run())
                .hasRootCauseMessage("cannot use 1");
    }

    @Test
    void grandchildrenGoWhenItsCallerIsInterrupted() throws Exception {
        AtomicLong grandchild = new AtomicLong();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                Child.of("sh", "-c", "sleep 600 & echo $!; wait")
                        .lines(line -> grandchild.set(Long.parseLong(line)))
                        .run();
            } catch (IOException | InterruptedException e) {
                ended.complete(e);
            }
        });
        caller.start();
        await().atMost(PATIENCE).until(() -> grandchild.get() > 0);

        caller.interrupt();

        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
        assertThat(running(grandchild.get())).isFalse();
    }

    @Test
    void grandchildrenLeftBehindGoWhenItEnds() throws Exception {
        AtomicLong grandchild = new AtomicLong();

        Child.of("sh", "-c", "sleep 600 & echo $!")
                .lines(line -> grandchild.set(Long.parseLong(line)))
                .run();

        assertThat(running(grandchild.get())).isFalse();
    }

    @Test
    void grandchildrenGoWhenTheJvmIsKilled() throws Exception {
        Path pidFile = directory.resolve("pid");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChildOfAJvm.class.getName(),
                        pidFile.toString())
                .inheritIO()
                .start();
        try {
            await().atMost(PATIENCE)
                    .until(() ->
                            Files.exists(pidFile) && Files.readString(pidFile).endsWith("\n"));
            long grandchild = Long.parseLong(Files.readString(pidFile).strip());
            assertThat(running(grandchild)).isTrue();

            jvm.destroyForcibly().waitFor();

            await().atMost(PATIENCE).until(() -> !running(grandchild));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** A zombie that its new parent has not collected yet runs no more. */
    static boolean running(long pid) throws IOException {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }

    static final class ChildOfAJvm {
        public static void main(String[] arguments) throws Exception {
            Child.of("sh", "-c", "sleep 600 & echo $! > \"$1\"; wait", "sh", arguments[0])
                    .run();
        }
    }
}
