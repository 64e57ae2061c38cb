package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import io.reelflow.status.job.JobFilter;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Actions as the tables hold them, and the jobs that they mean. Every call blocks. */
@Component
class ActionStore {
    private static final String COLUMNS = """
            action_id, parameters::text, ids IS NOT NULL AS names_jobs, requested_by, owner, concerns, state, matched, done, refused,
            created_at, updated_at, completed_at, after_created_at, after_id, page_ids, page_attempts, is_last_page\
            """;

    private final JdbcClient jdbc;

    ActionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False where there is one of that id. */
    boolean insert(Action action) {
        List<String> ids = action.wish().ids();
        return jdbc.sql("""
                        INSERT INTO actions (action_id, action, parameters, ids, requested_by, owner, concerns, state,
                                             matched, done, refused, created_at, updated_at, completed_at)
                        VALUES (?::uuid, ?, ?::jsonb, ?::uuid[], ?, ?, ?, ?, ?, ?, ?,
                                ?::timestamptz, ?::timestamptz, ?::timestamptz) ON CONFLICT DO NOTHING
                        """)
                        .params(Arrays.asList(
                                action.id(),
                                action.wish().kind().word(),
                                Json.text(action.wish().withoutIds()),
                                ids.isEmpty() ? null : ids.toArray(String[]::new),
                                action.requestedBy(),
                                action.owner(),
                                action.concerns(),
                                state(action),
                                action.matched(),
                                action.done(),
                                action.refused(),
                                text(action.createdAt()),
                                text(action.updatedAt()),
                                text(action.completedAt())))
                        .update()
                > 0;
    }

    Optional<Action> find(String id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM actions WHERE action_id = ?::uuid")
                .param(id)
                .query(ActionStore::action)
                .optional();
    }

    /**
     * The newest first.
     *
     * @param keyId of a caller who sees only those of the owner and of this key; null for all
     */
    List<Action> list(@Nullable String owner, @Nullable String keyId, Action.@Nullable Place after, int most) {
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM actions WHERE (:key::text IS NULL OR requested_by = :key OR owner = :owner)
                          AND (:at::timestamptz IS NULL OR (created_at, action_id) < (:at::timestamptz, :id::uuid))
                        ORDER BY created_at DESC, action_id DESC LIMIT :most
                        """)
                .param("key", keyId)
                .param("owner", owner)
                .param("at", after == null ? null : text(after.createdAt()))
                .param("id", after == null ? null : after.jobId())
                .param("most", most)
                .query(ActionStore::action)
                .list();
    }

    /** The jobs that were named; empty where a filter said which. */
    List<String> ids(String id, int most) {
        return jdbc.sql("SELECT n::text FROM actions, unnest(ids) n WHERE action_id = ?::uuid LIMIT ?")
                .params(id, most)
                .query(String.class)
                .list();
    }

    List<Action.Refusal> refusals(String id, @Nullable String afterJob, int most) {
        return jdbc.sql("""
                        SELECT job_id::text AS id, code, reason FROM action_refusals
                        WHERE action_id = :id::uuid AND (:after::uuid IS NULL OR job_id > :after::uuid)
                        ORDER BY job_id LIMIT :most
                        """)
                .param("id", id)
                .param("after", afterJob)
                .param("most", most)
                .query((row, ignored) -> new Action.Refusal(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** The one that has waited longest and that no other process is at; locked until the transaction ends. */
    Optional<Action> lockNext() {
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM actions WHERE state = 'running' ORDER BY updated_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        """).query(ActionStore::action).optional();
    }

    void update(Action action) {
        Action.Place after = action.after();
        jdbc.sql("""
                        UPDATE actions SET parameters = ?::jsonb, state = ?, matched = ?, done = ?, refused = ?,
                            updated_at = ?::timestamptz, completed_at = ?::timestamptz,
                            after_created_at = ?::timestamptz, after_id = ?::uuid,
                            page_ids = ?::uuid[], page_attempts = ?, is_last_page = ?
                        WHERE action_id = ?::uuid
                        """)
                .params(Arrays.asList(
                        Json.text(action.wish().withoutIds()),
                        state(action),
                        action.matched(),
                        action.done(),
                        action.refused(),
                        text(action.updatedAt()),
                        text(action.completedAt()),
                        after == null ? null : text(after.createdAt()),
                        after == null ? null : after.jobId(),
                        action.page().ids().toArray(String[]::new),
                        action.page().attempts().toArray(Integer[]::new),
                        action.page().isLast(),
                        action.id()))
                .update();
    }

    /** Others go before it. */
    void putBack(String id, Instant now) {
        jdbc.sql("UPDATE actions SET updated_at = ?::timestamptz WHERE action_id = ?::uuid")
                .params(now.toString(), id)
                .update();
    }

    /** How many were not listed before. */
    int refuse(String id, List<Action.Refusal> refusals) {
        return jdbc.sql("""
                        INSERT INTO action_refusals (action_id, job_id, code, reason)
                        SELECT ?::uuid, * FROM unnest(?::uuid[], ?::text[], ?::text[]) ON CONFLICT DO NOTHING
                        """)
                .params(
                        id,
                        refusals.stream().map(Action.Refusal::id).toArray(String[]::new),
                        refusals.stream().map(Action.Refusal::code).toArray(String[]::new),
                        refusals.stream().map(Action.Refusal::reason).toArray(String[]::new))
                .update();
    }

    /** How many jobs there are that a filter means. */
    long count(Wish wish, @Nullable String concerns, Instant until) {
        var parameters = new ArrayList<Object>();
        String where = where(wish, concerns, until, parameters);
        return jdbc.sql("SELECT count(*) FROM processing_jobs WHERE " + where)
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The jobs after the place that it is at. */
    List<Candidate> next(Action action, int most) {
        return action.namesJobs() ? named(action, most) : filtered(action, most);
    }

    private List<Candidate> filtered(Action action, int most) {
        var parameters = new ArrayList<Object>();
        String where = where(action.wish(), action.concerns(), action.createdAt(), parameters);
        Action.Place after = action.after();
        if (after != null) {
            where += " AND (created_at, job_id) > (?::timestamptz, ?::uuid)";
            parameters.addAll(List.of(after.createdAt().toString(), after.jobId()));
        }
        parameters.add(most);
        return jdbc.sql("SELECT job_id::text, " + Candidate.COLUMNS.replace("p.", "") + " FROM processing_jobs WHERE "
                        + where + " ORDER BY created_at, job_id LIMIT ?")
                .params(parameters)
                .query(Candidate::of)
                .list();
    }

    private List<Candidate> named(Action action, int most) {
        return jdbc.sql("SELECT n.id::text, " + Candidate.COLUMNS + """
                         FROM actions a, unnest(a.ids) n (id) LEFT JOIN processing_jobs p ON p.job_id = n.id
                        WHERE a.action_id = :action::uuid AND (:after::uuid IS NULL OR n.id > :after::uuid)
                        ORDER BY n.id LIMIT :most
                        """)
                .param("action", action.id())
                .param("after", action.after() == null ? null : action.after().jobId())
                .param("most", most)
                .query(Candidate::of)
                .list();
    }

    private static String where(Wish wish, @Nullable String concerns, Instant until, List<Object> parameters) {
        JobFilter filter = JobFilter.of(wish.filter(), concerns);
        var conditions = new ArrayList<>(filter.conditions());
        parameters.addAll(filter.parameters());
        conditions.add("created_at <= ?::timestamptz");
        parameters.add(until.toString());
        return String.join(" AND ", conditions);
    }

    private static Action action(ResultSet row, int ignored) throws SQLException {
        Instant createdAt = row.getObject("after_created_at") == null ? null : time(row, "after_created_at");
        return new Action(
                row.getString("action_id"),
                Json.read(row.getString("parameters").getBytes(StandardCharsets.UTF_8), Wish.class),
                row.getBoolean("names_jobs"),
                row.getString("requested_by"),
                row.getString("owner"),
                row.getString("concerns"),
                row.getString("state").equals("completed"),
                row.getLong("matched"),
                row.getLong("done"),
                row.getLong("refused"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getObject("completed_at") == null ? null : time(row, "completed_at"),
                createdAt == null ? null : new Action.Place(createdAt, row.getString("after_id")),
                new Action.Page(
                        Arrays.stream(array(row, "page_ids", UUID[].class))
                                .map(UUID::toString)
                                .toList(),
                        List.of(array(row, "page_attempts", Integer[].class)),
                        row.getBoolean("is_last_page")));
    }

    private static <T> T array(ResultSet row, String column, Class<T> type) throws SQLException {
        Array array = row.getArray(column);
        return type.cast(array.getArray());
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String state(Action action) {
        return action.isCompleted() ? "completed" : "running";
    }
}
