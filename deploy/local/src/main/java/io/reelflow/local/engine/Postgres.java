package io.reelflow.local.engine;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.PrivateFiles;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.network.Lan;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Signal;
import io.reelflow.local.process.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL on loopback, durable as it comes: fsync and synchronous_commit are on. */
public final class Postgres implements Component {
    public static final String USER = "reelflow";
    private static final String DATABASE = "reelflow";

    private final Install install;
    private final Home home;
    private final Secrets secrets;
    private final @Nullable Lan lan;
    private final int port;

    /** On loopback. */
    public Postgres(Install install, Home home, Secrets secrets, int port) {
        this(install, home, secrets, null, port);
    }

    /** @param lan whose machines may come, too; null for none */
    Postgres(Install install, Home home, Secrets secrets, @Nullable Lan lan, int port) {
        this.lan = lan;
        this.install = install;
        this.home = home;
        this.secrets = secrets;
        this.port = port;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public int port() {
        return port;
    }

    /** For JDBC, on this machine. */
    public static String url(int port) {
        return url(Stack.LOOPBACK, port);
    }

    static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + DATABASE;
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        Path programs = PostgresPrograms.in(install.cache()).resolve("bin");
        Path data = home.data().resolve("postgres");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialize(programs, data);
        }
        var command = unprivileged();
        command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
        new TreeMap<>(settings()).forEach((key, value) -> command.addAll(List.of("-c", key + "=" + value)));
        if (lan != null) { // of two values for one key the later counts
            Path access = home.run().resolve("pg_hba.conf");
            PrivateFiles.write(access, access(lan).getBytes(StandardCharsets.UTF_8));
            command.addAll(
                    List.of("-c", "hba_file=" + access, "-c", "listen_addresses=" + Stack.LOOPBACK + "," + lan.host()));
        }
        return new Launch(command, Map.of());
    }

    private static String access(Lan lan) {
        return "host all all " + Stack.LOOPBACK + "/32 scram-sha-256\nhost all all " + lan.subnet()
                + " scram-sha-256\n";
    }

    /** A cluster and its database, made beside their place and moved there when whole. */
    private void initialize(Path programs, Path data) throws IOException, InterruptedException {
        Path unfinished = Files.createTempDirectory(home.data(), ".postgres");
        Path password = home.run().resolve("postgres.password");
        PrivateFiles.write(password, secrets.postgresPassword().getBytes(StandardCharsets.UTF_8));
        var initdb = unprivileged();
        initdb.addAll(List.of(
                programs.resolve("initdb").toString(),
                "-D",
                unfinished.toString(),
                "-U",
                USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C.UTF-8"));
        try {
            Tool.run(initdb, home.log(name()), "the database can not be initialized");
        } finally {
            Files.deleteIfExists(password);
        }
        var alone = unprivileged();
        alone.addAll(
                List.of(programs.resolve("postgres").toString(), "--single", "-D", unfinished.toString(), "postgres"));
        Tool.run(alone, "create database " + DATABASE + "\n", home.log(name()), "the database can not be created");
        Files.move(unfinished, data);
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is nobody, and still owns its files. */
    private static List<String> unprivileged() {
        boolean root = "root".equals(System.getProperty("user.name"));
        return root ? new ArrayList<>(List.of("unshare", "-U")) : new ArrayList<>();
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", Stack.LOOPBACK),
                Map.entry("unix_socket_directories", ""),
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("max_connections", "60"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("max_wal_size", "512MB"),
                Map.entry("jit", "off"),
                Map.entry("log_min_messages", "warning"),
                Map.entry("log_line_prefix", "%m [%p] %u@%d "));
    }

    @Override
    public Optional<String> notReady() {
        var login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", secrets.postgresPassword());
        login.setProperty("loginTimeout", "2");
        try (var connection = DriverManager.getConnection(url(port), login)) {
            return connection.isValid(2) ? Optional.empty() : Optional.of("PostgreSQL does not answer in time");
        } catch (SQLException e) {
            return Optional.of("PostgreSQL does not answer (" + e.getMessage() + ")");
        }
    }

    @Override
    public Signal stopSignal() {
        return Signal.INT; // closes clients' connections; TERM would wait for them
    }
}
