package io.reelflow.status.seeds;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.storage.Results;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** A job in the words of {@code /jobs/{video_id}}; the lines of its stream are the same body. */
@Component
public final class SlideStatus {
    private final JobStore store;
    private final Results results;
    private final StatusConfig.Storage storage;

    SlideStatus(JobStore store, Results results, StatusConfig config) {
        this.store = store;
        this.results = results;
        this.storage = config.storage();
    }

    /** The video's latest job that looks for slides, of those the caller sees; 404 where there is none. */
    public Mono<JobState> latest(String videoId, Caller caller) {
        return find(videoId, caller)
                .switchIfEmpty(Mono.error(() -> ApiProblem.notFound("There is no job for slides of video " + videoId)));
    }

    /** The same; empty where there is none. */
    Mono<JobState> find(String videoId, Caller caller) {
        return Blocking.call(() -> store.latestWithSlides(videoId, caller.sees()))
                .flatMap(Mono::justOrEmpty);
    }

    /**
     * {@code status, message, updated_at}, and what is known of {@code metadata_uri, error, frame_count, current_frame,
     * slides_processed, total_slides}.
     *
     * @param base scheme and authority that addresses of files begin with
     */
    public Mono<ObjectNode> of(JobState state, String base) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("status", word(state));
        body.put("message", Objects.requireNonNullElse(state.message(), word(state)));
        body.put("updated_at", state.updatedAt().toString());
        Counters counters = state.counters();
        put(body, "frame_count", counters.frameCount());
        put(body, "current_frame", counters.currentFrame());
        put(body, "slides_processed", counters.slidesProcessed());
        put(body, "total_slides", counters.totalSlides());
        if (state.status() == JobStatus.FAILED && state.error() != null) {
            body.put("error", state.error().message());
        } else if (state.status() == JobStatus.CANCELLED) {
            body.put("error", "The job was cancelled");
        }
        String manifest = state.manifestKey();
        return state.status() != JobStatus.COMPLETED || manifest == null
                ? Mono.just(body)
                : results.manifest(manifest)
                        .mapNotNull(Manifest::slides)
                        .map(key -> body.put("metadata_uri", address(key, base)))
                        .defaultIfEmpty(body);
    }

    private static void put(ObjectNode body, String name, @Nullable Long count) {
        if (count != null) {
            body.put(name, count);
        }
    }

    /** {@code pending downloading extracting uploading completed failed}. */
    static String word(JobState state) {
        return switch (state.status()) {
            case PENDING, QUEUED, RETRYING -> "pending";
            case COMPLETED -> "completed";
            case FAILED, CANCELLED -> "failed";
            case PROCESSING -> working(Objects.requireNonNullElse(state.stage(), Stage.INITIALIZING));
        };
    }

    private static String working(Stage stage) {
        return switch (stage) {
            case INITIALIZING -> "pending";
            case DOWNLOADING, EXTRACTING_METADATA, EXTRACTING_COMMENTS -> "downloading";
            case EXTRACTING_AUDIO, TRANSCRIBING, EXTRACTING_FRAMES, ANALYZING, GENERATING_CLIPS, CONVERTING ->
                "extracting";
            case UPLOADING, FINALIZING -> "uploading";
        };
    }

    private String address(String key, String base) {
        return storage.isFile()
                ? Path.of(storage.location()).resolve(key).toUri().toString()
                : WebAddress.api(base, "/files/") + key;
    }
}
