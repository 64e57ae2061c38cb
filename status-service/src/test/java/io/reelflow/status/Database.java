package io.reelflow.status;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real Postgres; the same port and data after a restart. */
public final class Database implements AutoCloseable {
    private final Path directory;
    private EmbeddedPostgres server;

    public Database(Path directory) throws IOException {
        this.directory = directory;
        this.server = start(0);
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setOverrideWorkingDirectory(directory.resolve("work").toFile())
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port)
                .start();
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    public void restart() throws IOException {
        int port = server.getPort();
        server.close();
        server = start(port);
    }

    public JdbcClient as(String user, String password) {
        return JdbcClient.create(new DriverManagerDataSource(url(), user, password));
    }

    public JdbcClient admin() {
        return as("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
