package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.Ports;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Supervisor;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each engine alone, as the process it is. */
class EnginesIT {
    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Install install;
    private Home home;
    private Secrets secrets;
    private Map<String, Integer> ports;
    private Supervisor supervisor;

    @BeforeEach
    void makeHome() throws IOException {
        install = new Install(Path.of("../..").toAbsolutePath().normalize(), folder.resolve("cache"));
        home = new Home(folder.resolve("home")).create();
        secrets = Secrets.of(home);
        ports = Ports.choose(List.of("kafka", "kafka-controller", "postgres", "s3"), Map.of(), Map.of());
        supervisor = newSupervisor();
    }

    @AfterEach
    void leaveNothing() throws Exception {
        supervisor.stop();
        Teardown.everything(home);
    }

    private Supervisor newSupervisor() {
        return new Supervisor(home, said::add, () -> {});
    }

    private int port(String name) {
        return ports.getOrDefault(name, 0);
    }

    private Settings settings() {
        return new Settings(List.of(), 1, 0, ports, null);
    }

    private Postgres postgres() {
        return new Postgres(install, home, secrets, port("postgres"));
    }

    private void start(Component component) throws Exception {
        supervisor.start(List.of(List.of(component)));
    }

    private long pid(String name) throws IOException {
        return Children.pid(home, name).orElseThrow();
    }

    private void query(String sql) throws Exception {
        try (var connection = DriverManager.getConnection(
                        Postgres.url(port("postgres")), "reelflow", secrets.postgresPassword());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void postgresKeepsWhatWasCommittedThroughKillAndStop() throws Exception {
        start(postgres());
        query("create table kept (n int)");
        query("insert into kept values (7)");
        long first = pid("postgres");

        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> Children.pid(home, "postgres")
                                .filter(pid -> pid != first)
                                .isPresent()
                        && postgres().notReady().isEmpty());
        query("insert into kept values (8)");
        assertThat(said).anyMatch(line -> line.startsWith("postgres ended"));

        supervisor.stop();
        assertThat(Children.pid(home, "postgres")).isEmpty();
        supervisor = newSupervisor();
        start(postgres());
        query("select 1 / (count(*) - 1) from kept having count(*) = 2");
    }

    @Test
    void postgresThatOutlivedItsSupervisorIsTakenOver() throws Exception {
        Component postgres = postgres();
        long running = Children.start(home, "postgres", postgres.prepare(), postgres.stopSignal())
                .pid();

        start(postgres);

        assertThat(pid("postgres")).isEqualTo(running);
        supervisor.stop();
        assertThat(ProcessHandle.of(running)).isEmpty();
    }

    @Test
    void passwordsAreAskedFor() throws Exception {
        start(postgres());
        assertThatThrownBy(() -> DriverManager.getConnection(Postgres.url(port("postgres")), "reelflow", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aBrokerIsFormattedOnceAndAnswers() throws Exception {
        var kafka = new Kafka(install, home, settings());
        start(kafka);
        byte[] identity = Files.readAllBytes(home.data().resolve("kafka/meta.properties"));
        assertThat(kafka.notReady()).isEmpty();

        supervisor.stop();
        assertThat(kafka.notReady()).isPresent();
        supervisor = newSupervisor();
        start(kafka);
        assertThat(Files.readAllBytes(home.data().resolve("kafka/meta.properties")))
                .isEqualTo(identity);
    }

    @Test
    void theBucketIsThereAndStrangersAreRefused() throws Exception {
        var s3 = new S3(install, home, secrets, port("s3"));
        start(s3);
        assertThat(home.data().resolve("s3/reelflow")).isDirectory();
        assertThat(Probe.healthy("http://127.0.0.1:" + port("s3") + "/reelflow"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("403"));
    }

    @Test
    void aComponentThatCanNotStartIsNamedWithItsLog() {
        var broken = new Kafka(new Install(folder, folder), home, settings());
        assertThatThrownBy(() -> start(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kafka does not start")
                .hasMessageContaining("is not built")
                .hasMessageContaining("kafka.log");
    }
}
