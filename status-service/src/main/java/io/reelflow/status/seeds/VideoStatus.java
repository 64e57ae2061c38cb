package io.reelflow.status.seeds;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** A job in the words of {@code /api/videos/status/{job_id}}; the messages of its stream are the same body. */
public final class VideoStatus {
    private static final Set<Stage> WORDS = Set.of(
            Stage.DOWNLOADING,
            Stage.EXTRACTING_AUDIO,
            Stage.TRANSCRIBING,
            Stage.EXTRACTING_METADATA,
            Stage.EXTRACTING_COMMENTS);

    private VideoStatus() {}

    /** {@code job_id, status, progress, stage, video_id, created_at, error}, all of them always. */
    public static ObjectNode of(JobState state) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("job_id", state.jobId());
        body.put("status", word(state));
        body.put("progress", state.progress());
        body.put("stage", sentence(state));
        body.put("video_id", state.videoId());
        body.put(
                "created_at",
                Objects.requireNonNullElse(state.createdAt(), state.updatedAt()).toString());
        return body.put("error", state.error() == null ? null : state.error().message());
    }

    /** The status; while it is processed the stage, where there is a word for it. */
    public static String word(JobState state) {
        if (state.status() != JobStatus.PROCESSING) {
            return state.status().word();
        }
        Stage stage = Objects.requireNonNullElse(state.stage(), Stage.INITIALIZING);
        if (stage == Stage.INITIALIZING) {
            return JobStatus.QUEUED.word();
        }
        return WORDS.contains(stage) ? stage.word() : Stage.EXTRACTING_METADATA.word();
    }

    private static String sentence(JobState state) {
        if (state.message() != null) {
            return state.message();
        }
        return switch (state.status()) {
            case PENDING -> "Waits for its time";
            case QUEUED -> "Waits for room";
            case PROCESSING -> "Is being processed";
            case RETRYING -> "Waits for its next attempt";
            case COMPLETED -> "Completed";
            case FAILED -> "Failed";
            case CANCELLED -> "Cancelled";
        };
    }
}
