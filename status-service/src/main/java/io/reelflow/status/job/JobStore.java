package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs as the tables hold them. Every call blocks. */
@Component
public class JobStore {
    private static final String FROM_STATES = " FROM processing_jobs JOIN job_states s USING (job_id)";
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, job_id DESC LIMIT ? OFFSET ?";

    /** The page is found first, by its index alone: what is passed over on the way to it is not joined. */
    private static final String PAGE = """
            SELECT s.state::text, coalesce(r.edits ->> 'title', m.title), p.created_at
            FROM (SELECT job_id, video_id, created_at FROM processing_jobs %s) p JOIN job_states s USING (job_id)
                LEFT JOIN video_metadata m USING (video_id) LEFT JOIN video_revisions r USING (video_id)
            ORDER BY p.created_at DESC, p.job_id DESC
            """;

    private final JdbcClient jdbc;

    JobStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event with its position in its job. */
    public record Positioned(long sequence, JobEvent event) {}

    public Optional<JobState> find(String jobId) {
        return jdbc.sql("SELECT state::text FROM job_states WHERE job_id = ?::uuid")
                .param(jobId)
                .query(JobStore::state)
                .optional();
    }

    /** Of the request that made the job. */
    Optional<String> commandId(String jobId) {
        return jdbc.sql("SELECT state ->> 'command_id' FROM job_states WHERE job_id = ?::uuid")
                .param(jobId)
                .query((row, ignored) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(made -> made);
    }

    /** Of many jobs those that there are, by id. */
    public Map<String, JobState> find(Collection<String> jobIds) {
        return jdbc
                .sql("SELECT state::text FROM job_states WHERE job_id = ANY (?::uuid[])")
                .param(jobIds.toArray(String[]::new))
                .query(JobStore::state)
                .list()
                .stream()
                .collect(Collectors.toMap(JobState::jobId, Function.identity()));
    }

    JobPage list(JobFilter filter) {
        String where = filter.conditions().isEmpty() ? "" : " WHERE " + String.join(" AND ", filter.conditions());
        long total = total(filter, where);
        var parameters = new ArrayList<>(filter.parameters());
        JobFilter.Cursor after = filter.after();
        String page = where;
        if (after != null) {
            page += (where.isEmpty() ? " WHERE " : " AND ") + "(created_at, job_id) < (?::timestamptz, ?::uuid)";
            parameters.addAll(List.of(after.createdAt().toString(), after.jobId()));
        }
        parameters.addAll(List.of(filter.limit() + 1, filter.offset()));
        List<JobPage.Line> found = jdbc.sql(PAGE.formatted(page + NEWEST_FIRST))
                .params(parameters)
                .query((row, index) -> new JobPage.Line(
                        state(row, index),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
        boolean more = found.size() > filter.limit();
        List<JobPage.Line> shown = more ? found.subList(0, filter.limit()) : found;
        return new JobPage(
                shown,
                total,
                filter.limit(),
                filter.offset(),
                more ? shown.get(shown.size() - 1).place().text() : null);
    }

    /** Of those that an owner and a status narrow, or nothing does, the counts that move with the rows know it. */
    private long total(JobFilter filter, String where) {
        int owner = filter.conditions().indexOf(JobFilter.OF_OWNER);
        int status = filter.conditions().indexOf(JobFilter.OF_STATUS);
        if (filter.conditions().size() > (owner < 0 ? 0 : 1) + (status < 0 ? 0 : 1)) {
            return jdbc.sql("SELECT count(*) FROM processing_jobs" + where)
                    .params(filter.parameters())
                    .query(Long.class)
                    .single();
        }
        return jdbc.sql("SELECT coalesce(sum(jobs), 0) FROM job_counts WHERE scope = ? AND (? OR status = ?)")
                .params(
                        CountChanges.scope(
                                owner < 0
                                        ? null
                                        : filter.parameters().get(owner).toString()),
                        status < 0,
                        status < 0 ? "" : filter.parameters().get(status))
                .query(Long.class)
                .single();
    }

    /** Every event that changed the job, oldest first, with the job's status and progress after it. */
    List<History.Entry> history(String jobId) {
        return jdbc.sql("""
                        SELECT sequence, occurred_at, type, status, stage, attempt, progress, message,
                               (event -> 'error')::text, (event #>> '{stage_run,reused}')::boolean
                        FROM job_events WHERE job_id = ?::uuid ORDER BY sequence
                        """)
                .param(jobId)
                .query((row, ignored) -> History.Entry.of(row))
                .list();
    }

    /** Every event that changed the job, oldest first; the request itself is not among them. */
    public List<Positioned> events(String jobId) {
        return jdbc.sql("""
                        SELECT sequence, event::text FROM job_events
                        WHERE job_id = ?::uuid AND sequence >= 0 ORDER BY sequence
                        """)
                .param(jobId)
                .query((row, ignored) -> new Positioned(row.getLong(1), Json.read(bytes(row, 2), JobEvent.class)))
                .list();
    }

    /** Completed jobs of a video that have made results, the newest first. */
    public List<JobState> completed(String videoId, @Nullable String owner, int most) {
        return jdbc.sql("SELECT s.state::text" + FROM_STATES + """
                         WHERE video_id = :video AND status = 'completed' AND job_type IS DISTINCT FROM 'conversion'
                          AND (:owner::text IS NULL OR user_id = :owner)
                        ORDER BY completed_at DESC LIMIT :most
                        """)
                .param("video", videoId)
                .param("owner", owner)
                .param("most", most)
                .query(JobStore::state)
                .list();
    }

    /** Conversions of a video's sources, whoever asked for them, the newest first. */
    public List<JobState> conversions(String videoId) {
        return jdbc.sql("SELECT s.state::text" + FROM_STATES + """
                         WHERE video_id = :video AND job_type = 'conversion' ORDER BY created_at DESC LIMIT 20
                        """)
                .param("video", videoId)
                .query(JobStore::state)
                .list();
    }

    /** The video's latest job that looks for slides. */
    public Optional<JobState> latestWithSlides(String videoId, @Nullable String owner) {
        return jdbc.sql("SELECT s.state::text" + FROM_STATES + """
                         WHERE video_id = :video AND job_type IN ('full_processing', 'slides')
                          AND (:owner::text IS NULL OR user_id = :owner)
                        ORDER BY created_at DESC, job_id DESC LIMIT 1
                        """)
                .param("video", videoId)
                .param("owner", owner)
                .query(JobStore::state)
                .optional();
    }

    /** Jobs whose download runs, the oldest first. */
    List<JobState> downloading(@Nullable String owner, int most) {
        return jdbc.sql("SELECT s.state::text" + FROM_STATES + """
                         WHERE status = 'processing' AND (:owner::text IS NULL OR user_id = :owner)
                          AND s.state::jsonb @> '{"stages": [{"stage": "downloading", "phase": "running"}]}'
                        ORDER BY created_at, job_id LIMIT :most
                        """)
                .param("owner", owner)
                .param("most", most)
                .query(JobStore::state)
                .list();
    }

    /** How many jobs of the scope have not begun, or wait to begin again. */
    public long waiting(IntakeControl.Scope scope, @Nullable String target) {
        String condition = switch (scope) {
            case ALL -> "";
            case OWNER -> " AND user_id = :target";
            case CHANNEL -> " AND channel_id = :target::uuid";
        };
        return jdbc.sql("SELECT count(*) FROM processing_jobs WHERE status IN ('pending', 'queued', 'retrying')"
                        + condition)
                .param("target", target)
                .query(Long.class)
                .single();
    }

    /** Whether any job, in whatever state, names the video; a purge and a channel name none. */
    public boolean knows(String videoId, @Nullable String owner) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM processing_jobs
                        WHERE video_id = :video AND coalesce(job_type, '') NOT IN ('purge', 'channel')
                          AND (:owner::text IS NULL OR user_id = :owner))
                        """)
                .param("video", videoId)
                .param("owner", owner)
                .query(Boolean.class)
                .single();
    }

    /** Whether somebody else has a job of the video, too. */
    public boolean isShared(String videoId, String owner) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM processing_jobs
                        WHERE video_id = :video AND user_id IS DISTINCT FROM :owner)
                        """)
                .param("video", videoId)
                .param("owner", owner)
                .query(Boolean.class)
                .single();
    }

    private static JobState state(ResultSet row, int ignored) throws SQLException {
        return Json.read(bytes(row, 1), JobState.class);
    }

    private static byte[] bytes(ResultSet row, int column) throws SQLException {
        return row.getString(column).getBytes(StandardCharsets.UTF_8);
    }
}
