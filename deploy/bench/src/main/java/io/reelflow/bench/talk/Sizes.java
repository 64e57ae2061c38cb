package io.reelflow.bench.talk;

import io.reelflow.bench.stack.RunningStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Bytes that a stack keeps: objects, records of the log, rows with their indexes. */
record Sizes(long objects, long log, long tables) {
    static Sizes of(RunningStack stack) throws IOException, SQLException {
        Path data = stack.home().data();
        return new Sizes(files(data.resolve("s3")), records(data.resolve("kafka")), rows(stack));
    }

    Sizes less(Sizes before) {
        return new Sizes(objects - before.objects, log - before.log, tables - before.tables);
    }

    private static long rows(RunningStack stack) throws IOException, SQLException {
        var postgres = stack.endpoints().postgres();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** A segment's index files are set aside in advance, and say nothing. */
    private static long records(Path folder) throws IOException {
        return total(folder, ".log");
    }

    private static long files(Path folder) throws IOException {
        return total(folder, "");
    }

    private static long total(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(each -> each.toString().endsWith(end))
                    .mapToLong(Sizes::size)
                    .sum();
        }
    }

    /** 0 of one that has gone meanwhile. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
