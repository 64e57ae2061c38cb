package io.reelflow.bench.export;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Memory;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stats.Rows;
import io.reelflow.local.client.Api;
import io.reelflow.local.home.Endpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench export}: a million jobs as Parquet and CSV, while more come, and what DuckDB reads out of the files. */
@Command(
        name = "export",
        description = "A million jobs as a Parquet and a CSV file while others write; read by DuckDB.")
public final class ExportCommand implements Callable<Integer> {
    private static final double TARGET_SECONDS = 60;

    /** Of jobs that were there before: what is written meanwhile has no part in it. */
    private static final String SUMS = """
            SELECT count(*), count(DISTINCT job_id), sum(attempt), sum(sequence), %s, min(url), max(url)
            FROM %s WHERE url NOT LIKE 'https://example.org/moving/%%'
            """;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "In the table. Default: ${DEFAULT-VALUE}")
    private int jobs = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("jobs that never were would be left in it");
        return run.run("bench export", List.of(), spec.commandLine().getOut(), this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        Endpoints endpoints = stack.endpoints();
        Path folder = Files.createTempDirectory("reelflow-export-");
        try (var rows = new Rows(endpoints.postgres())) {
            rows.fill(jobs);
            report.figure("jobs in the table", jobs, "");
            for (String format : List.of("parquet", "csv")) {
                Path file = folder.resolve("processing_jobs." + format);
                export(stack, file, format, report);
                compare(endpoints.postgres(), file, format, report);
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static void export(RunningStack stack, Path file, String format, Report report) throws Exception {
        long pid = stack.pids().getOrDefault("status-service", 0L);
        long database = stack.pids().getOrDefault("postgres", 0L);
        try (var writing = new Writing(stack.endpoints().kafka());
                var memory = new Memory(() -> ProcessHandle.of(pid).stream().toList())) {
            memory.start();
            double cpu = CpuTime.seconds(pid);
            double cpuOfDatabase = CpuTime.treeSeconds(database);
            long start = System.nanoTime();
            new Api(stack.endpoints()).download("/export/processing_jobs." + format, file);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<Double> most = memory.most(4);
            report.figure(format + ": seconds, while jobs come", seconds, "s", TARGET_SECONDS, null)
                    .figure(format + ": CPU of the status service", CpuTime.seconds(pid) - cpu, "s")
                    .figure(format + ": CPU of PostgreSQL", CpuTime.treeSeconds(database) - cpuOfDatabase, "s")
                    .figure(format + ": size", Files.size(file) / 1e6, "MB")
                    .figure(format + ": memory of the status service in the first quarter", most.get(0), "MiB")
                    .figure(format + ": in the last", most.get(3), "MiB");
            report.promise(format + ": jobs came meanwhile", writing.ended() > 0, writing.ended() + " have ended");
        }
    }

    private static void compare(Endpoints.Postgres postgres, Path file, String format, Report report)
            throws SQLException {
        String stored = sums(
                postgres.url(),
                postgres.user(),
                postgres.password(),
                String.format(SUMS, "sum((extract(epoch FROM updated_at) * 1000000)::bigint)", "processing_jobs"));
        // What is quoted comes late in the file: DuckDB's guess at the dialect would not know of it.
        String read = format.equals("csv")
                ? "read_csv('" + file + "', header = true, delim = ',', quote = '\"', escape = '\"')"
                : "'" + file + "'";
        String exported =
                sums("jdbc:duckdb:", "", "", String.format(SUMS, "sum(epoch_us(updated_at::timestamptz))", read));
        report.promise(
                format + ": counts and sums are those of the table",
                exported.equals(stored),
                exported + " read, " + stored + " stored");
    }

    private static String sums(String url, String user, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            var values = new StringBuilder();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.append(i == 1 ? "" : " ").append(row.getString(i));
            }
            return values.toString();
        }
    }
}
