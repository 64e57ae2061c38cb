package io.reelflow.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.local.home.Home;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dies is started again, as soon as nothing speaks against it. */
class WatchIT {
    @TempDir
    Path folder;

    private Home home;
    private Supervisor supervisor;
    private final Sleeper sleeper = new Sleeper();

    @BeforeEach
    void start() throws Exception {
        home = new Home(folder.resolve("home")).create();
        supervisor = new Supervisor(home, line -> {}, () -> {});
        supervisor.start(List.of(List.of(sleeper)));
    }

    @AfterEach
    void stop() throws Exception {
        supervisor.stop();
    }

    @Test
    void oneThatIsHeldBackIsStartedWhenNothingHoldsItAnyMore() throws Exception {
        sleeper.reason = Optional.of("another takes over");
        kill(Children.pid(home, "sleeper").orElseThrow());

        Awaitility.await().until(() -> sleeper.asked.get() > 1);
        assertThat(Children.pid(home, "sleeper")).isEmpty();

        sleeper.reason = Optional.empty();
        Awaitility.await().until(() -> Children.pid(home, "sleeper").isPresent());
    }

    @Test
    void oneThatStartsGoesAheadOfTheOthersForAWhile() throws Exception {
        Path session = Path.of(
                "/proc/%d/autogroup".formatted(Children.pid(home, "sleeper").orElseThrow()));
        assumeThat(session).exists();
        assumeThat(System.getProperty("user.name")).isEqualTo("root");

        Awaitility.await().untilAsserted(() -> assertThat(session).content().endsWith("nice -10\n"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(session).content().endsWith("nice 0\n"));
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static final class Sleeper implements Component {
        private final AtomicInteger asked = new AtomicInteger();
        private volatile Optional<String> reason = Optional.empty();

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public Launch prepare() {
            return new Launch(List.of("sleep", "600"), Map.of());
        }

        @Override
        public Optional<String> notReady() {
            return Optional.empty();
        }

        @Override
        public Optional<String> heldBack(Duration dead) {
            asked.incrementAndGet();
            return reason;
        }
    }
}
