package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Compares each row of {@code processing_jobs} with the fold of the job's rows of {@code job_events}, in one snapshot and
 * while others write. A job that is older than the events which are kept can not be compared.
 *
 * <p>The request is not among the events: it is taken from the job's state. Whether it was read before or after the
 * first events is not stored either, so both are right.
 */
final class FoldCheck {
    private static final int FETCHED = 2_000;

    /** Not of the fold: which partition of the topic the events came by. */
    private static final Set<String> NOT_FOLDED = Set.of("partition");

    private static final Set<JobEventType> WITH_REQUEST = Set.of(JobEventType.SUBMITTED, JobEventType.QUEUED);

    private static final String ROWS = """
            SELECT p.job_id::text, to_jsonb(p)::text, (s.state -> 'job')::text,
                   p.created_at < (SELECT since::timestamp AT TIME ZONE 'UTC' FROM job_events_kept)
            FROM processing_jobs p LEFT JOIN job_states s USING (job_id) ORDER BY p.job_id
            """;

    private static final String EVENTS =
            "SELECT job_id::text, sequence, event::text FROM job_events ORDER BY job_id, sequence";

    private final Connection connection;
    private final Consumer<String> differences;
    private long jobs;
    private long older;
    private long different;

    /** @param differences is told of each, in a line */
    FoldCheck(Connection connection, Consumer<String> differences) {
        this.connection = connection;
        this.differences = differences;
    }

    /**
     * What was found.
     *
     * @param older jobs whose first events are no longer kept
     */
    record Result(long jobs, long different, long older) {}

    private record Positioned(long sequence, JobEvent event) {}

    Result run() throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement rowsOf = connection.createStatement();
                Statement eventsOf = connection.createStatement()) {
            rowsOf.setFetchSize(FETCHED);
            eventsOf.setFetchSize(FETCHED);
            try (ResultSet rows = rowsOf.executeQuery(ROWS);
                    ResultSet events = eventsOf.executeQuery(EVENTS)) {
                boolean more = events.next();
                while (rows.next()) {
                    String job = rows.getString(1);
                    while (more && events.getString(1).compareTo(job) < 0) {
                        more = withoutRow(events);
                    }
                    var its = new ArrayList<Positioned>();
                    while (more && events.getString(1).equals(job)) {
                        its.add(new Positioned(events.getLong(2), Json.read(bytes(events, 3), JobEvent.class)));
                        more = events.next();
                    }
                    compare(rows, its);
                }
                while (more) {
                    more = withoutRow(events);
                }
            }
            return new Result(jobs, different, older);
        } finally {
            connection.rollback();
        }
    }

    /** Answers whether there is another event after all of this job. */
    private boolean withoutRow(ResultSet events) throws SQLException {
        String job = events.getString(1);
        different++;
        differences.accept(job + ": has events and no row");
        boolean more = events.next();
        while (more && events.getString(1).equals(job)) {
            more = events.next();
        }
        return more;
    }

    private void compare(ResultSet row, List<Positioned> events) throws SQLException {
        jobs++;
        if (row.getBoolean(4)) {
            older++;
            return;
        }
        String id = row.getString(1);
        JsonNode stored = Json.MAPPER.readTree(row.getString(2));
        String asked = row.getString(3);
        Job request = asked == null ? null : Json.read(asked.getBytes(StandardCharsets.UTF_8), Job.class);
        if (events.isEmpty()) {
            different++;
            differences.accept(id + ": has a row and no events");
            return;
        }
        List<String> wrong = differences(stored, folded(events, request));
        if (!wrong.isEmpty()
                && !differences(stored, folded(requestLast(events), request)).isEmpty()) {
            different++;
            differences.accept(id + ": " + String.join("; ", wrong));
        }
    }

    private static JsonNode folded(List<Positioned> events, @Nullable Job request) {
        JobState state = null;
        for (Positioned each : events) {
            JobEvent event = each.event();
            boolean asks = event.job() == null && WITH_REQUEST.contains(event.type());
            state = JobState.fold(state, asks ? event.withJob(request) : event, each.sequence());
        }
        return Json.MAPPER.readTree(Json.text(JobRow.of(Objects.requireNonNull(state), null)));
    }

    private static List<Positioned> requestLast(List<Positioned> events) {
        var moved = new ArrayList<>(events);
        moved.removeIf(each -> each.event().type() == JobEventType.SUBMITTED);
        events.stream()
                .filter(each -> each.event().type() == JobEventType.SUBMITTED)
                .forEach(moved::add);
        return moved;
    }

    private static List<String> differences(JsonNode stored, JsonNode folded) {
        var names = new TreeSet<>(folded.propertyNames());
        names.removeAll(NOT_FOLDED);
        var found = new ArrayList<String>();
        for (String name : names) {
            Object is = comparable(stored.path(name));
            Object was = comparable(folded.path(name));
            if (!is.equals(was)) {
                found.add(name + " is " + is + ", by the events " + was);
            }
        }
        return found;
    }

    /** Times as the table rounds them; whole numbers and others alike; null as nothing. */
    private static Object comparable(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "null";
        }
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (!value.isString()) {
            return value.isObject() ? fields(value) : value;
        }
        try {
            Instant time = OffsetDateTime.parse(value.asString()).toInstant();
            return time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            return value.asString();
        }
    }

    private static Map<String, Object> fields(JsonNode object) {
        var found = new java.util.TreeMap<String, Object>();
        object.properties().forEach(each -> {
            if (!each.getValue().isNull()) {
                found.put(each.getKey(), comparable(each.getValue()));
            }
        });
        return found;
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        return row.getString(column).getBytes(StandardCharsets.UTF_8);
    }
}
