package io.reelflow.status.video;

import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.storage.Results;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fills in, for analysts, where a completed job's files lie. Beside the reading of the log, which waits for no storage;
 * what could not be looked up is looked up again for a day.
 */
@Component
class ResultPaths {
    private static final Logger LOG = LoggerFactory.getLogger(ResultPaths.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Results results;

    ResultPaths(JdbcClient jdbc, Results results) {
        this.jdbc = jdbc;
        this.results = results;
    }

    @Scheduled(fixedDelayString = "PT2S")
    void fill() {
        try {
            unfilled().forEach(this::fill);
        } catch (DataAccessException | ApiProblem | IllegalStateException e) {
            LOG.info("Where results lie is looked up later: {}", e.toString());
        }
    }

    private List<String> unfilled() {
        return jdbc.sql("""
                        SELECT s.state ->> 'manifest_key' FROM processing_jobs p JOIN job_states s USING (job_id)
                        WHERE p.status = 'completed' AND p.video_path IS NULL AND NOT p.dry_run
                          AND p.completed_at > now() - interval '1 day' AND s.state ->> 'manifest_key' IS NOT NULL
                        ORDER BY p.completed_at DESC LIMIT 50
                        """).query(String.class).list();
    }

    private void fill(String manifestKey) {
        results.manifest(manifestKey)
                .blockOptional(PATIENCE)
                .ifPresent(manifest -> jdbc.sql("""
                        UPDATE processing_jobs SET video_path = :video, audio_path = :audio, transcript_id = :transcript::uuid
                        WHERE job_id = :job::uuid
                        """)
                        .param("video", path(manifest, "source", manifest.source()))
                        .param("audio", path(manifest, "audio", null))
                        .param("transcript", manifest.transcript() == null ? null : manifest.jobId())
                        .param("job", manifest.jobId())
                        .update());
    }

    private static @Nullable String path(Manifest manifest, String kind, @Nullable String otherwise) {
        return manifest.files().stream()
                .filter(file -> file.kind().equals(kind))
                .map(Manifest.ObjectFile::key)
                .filter(key -> key.contains("/" + kind + ".") && !key.endsWith(".json"))
                .findFirst()
                .orElse(otherwise);
    }
}
