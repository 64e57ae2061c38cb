package io.reelflow.status.job;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.SlowStatements;
import io.reelflow.status.removal.PurgedVideos;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows, of the records of a batch, those whose job is over because its video was removed for good: nothing of it is written
 * any more. For the writer's own transaction, in which nobody removes a video.
 */
final class PurgedJobs {
    private static final String DRY = "dry-";

    private final JdbcOperations connections;
    private final JdbcClient jdbc;

    PurgedJobs(JdbcOperations connections) {
        this.connections = connections;
        this.jdbc = JdbcClient.create(connections);
    }

    /**
     * Finds the jobs of these records that are over. A command that is heard late makes its job one of them.
     *
     * @param batch knows the jobs that the tables hold: of them only a command is looked at
     * @param over gets their ids
     */
    void find(List<LogRecord> records, JobBatch batch, Set<String> over) {
        Map<String, Removal> removals = removals(records);
        for (LogRecord each : records) {
            Job job = submitted(each);
            Removal removal = job == null ? null : removals.get(job.videoId());
            if (job != null && removal != null && !job.createdAt().isAfter(removal.at)) {
                over.add(job.jobId());
                forget(job, removal);
            }
        }
        Set<String> asked = records.stream()
                .filter(each -> !each.event().videoId().startsWith(DRY))
                .map(each -> each.event().jobId())
                .filter(id -> !batch.knows(id))
                .collect(Collectors.toSet());
        if (!asked.isEmpty()) {
            jdbc.sql("SELECT job_id::text FROM purged_jobs WHERE job_id = ANY (?::uuid[])")
                    .param(asked.toArray(String[]::new))
                    .query(row -> {
                        over.add(row.getString(1));
                    });
        }
    }

    private record Removal(String purgeJobId, Instant at, String asker) {}

    /** By the video's id. */
    private Map<String, Removal> removals(List<LogRecord> records) {
        Map<String, String> videos = new HashMap<>();
        for (LogRecord each : records) {
            Job job = submitted(each);
            if (job != null) {
                videos.put(ObjectKeys.hash(job.videoId()), job.videoId());
            }
        }
        var found = new HashMap<String, Removal>();
        if (!videos.isEmpty()) {
            jdbc.sql("""
                            SELECT video_hash, purge_job_id::text, purged_at, requested_by FROM purged_videos
                            WHERE video_hash = ANY (?) ORDER BY purged_at
                            """).param(videos.keySet().toArray(String[]::new)).query(row -> {
                found.put(
                        Objects.requireNonNull(videos.get(row.getString(1))),
                        new Removal(
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getString(4)));
            });
        }
        return found;
    }

    private void forget(Job job, Removal removal) {
        String upload = job.url().startsWith("upload:") ? "uploads/" + job.url().substring("upload:".length()) : null;
        jdbc.sql("INSERT INTO purged_jobs VALUES (:job::uuid, :purge::uuid, :upload) ON CONFLICT DO NOTHING")
                .param("job", job.jobId())
                .param("purge", removal.purgeJobId)
                .param("upload", upload)
                .update();
        // What came before its command has left rows.
        SlowStatements.allow(connections, PurgedVideos.LONGEST);
        jdbc.sql("SELECT count(*) FROM purge_rows(?, ?, ?::uuid, ?)")
                .params(
                        job.videoId(),
                        OffsetDateTime.ofInstant(removal.at, ZoneOffset.UTC),
                        removal.purgeJobId,
                        removal.asker)
                .query(Long.class)
                .single();
    }

    /** The job of a command that may be of a removed video; null for any other record. */
    private static @Nullable Job submitted(LogRecord entry) {
        Job job = entry.event().job();
        return entry.event().type() != JobEventType.SUBMITTED
                        || job == null
                        || job.dryRun()
                        || job.jobType() == JobType.PURGE
                ? null
                : job;
    }
}
