package io.reelflow.status.related;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.storage.Results;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds a video's newest documents, and what people changed of them. Every call blocks; a store that does not answer fails it. */
@Component
class NewestDocuments {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Results looked through for a kind of document. */
    private static final int RESULTS = 20;

    private final JobStore jobs;
    private final Results results;
    private final ObjectStore store;
    private final JdbcClient jdbc;

    NewestDocuments(JobStore jobs, Results results, ObjectStore store, JdbcClient jdbc) {
        this.jobs = jobs;
        this.results = results;
        this.store = store;
        this.jdbc = jdbc;
    }

    /** Empty where no job of the video has left a result. */
    Optional<Newest> of(String videoId) {
        List<Manifest> manifests = jobs.completed(videoId, null, RESULTS).stream()
                .map(JobState::manifestKey)
                .filter(Objects::nonNull)
                .flatMap(key -> results.manifest(key).blockOptional(PATIENCE).stream())
                .toList();
        return manifests.isEmpty()
                ? Optional.empty()
                : Optional.of(new Newest(
                        newest(manifests, Manifest::source, Source.class),
                        newest(manifests, Manifest::transcript, Transcript.class),
                        newest(manifests, Manifest::analysis, Analysis.class),
                        newest(manifests, Manifest::slides, SlideDeck.class),
                        edits(videoId)));
    }

    private @Nullable Edits edits(String videoId) {
        return jdbc.sql("SELECT edits::text FROM video_revisions WHERE video_id = ?")
                .param(videoId)
                .query(String.class)
                .optional()
                .map(json -> Json.read(json.getBytes(StandardCharsets.UTF_8), Edits.class))
                .orElse(null);
    }

    private <T> @Nullable T newest(List<Manifest> manifests, Function<Manifest, @Nullable String> key, Class<T> type) {
        return manifests.stream()
                .map(key)
                .filter(Objects::nonNull)
                .findFirst()
                .flatMap(found -> store.document(found, type).blockOptional(PATIENCE))
                .orElse(null);
    }
}
