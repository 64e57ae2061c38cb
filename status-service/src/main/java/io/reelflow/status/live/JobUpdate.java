package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Words;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.job.JobDocuments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One message about a job, the same for all who follow it: its text is made once. */
final class JobUpdate {
    /** What the message says; its word is the event's name. */
    enum Kind {
        INITIAL_STATUS,
        JOB_UPDATE,
        JOB_COMPLETED,
        JOB_FAILED,
        JOB_CANCELLED,
        RESYNC
    }

    /** In place of a partition: read from the tables. */
    static final int KEPT = -1;

    private static final int STANDING = -2;

    private final Kind kind;
    private final JobState state;
    private final JobStatus before;
    private final @Nullable Position position;
    private final boolean isProgress;
    private final boolean isMove;
    private volatile @Nullable String data;
    private volatile @Nullable String envelope;

    /** @param partition of the log; negative where it is not known */
    record Position(int partition, long sequence) {}

    private JobUpdate(
            Kind kind,
            JobState state,
            JobStatus before,
            @Nullable Position position,
            boolean isProgress,
            boolean isMove) {
        this.kind = kind;
        this.state = state;
        this.before = before;
        this.position = position;
        this.isProgress = isProgress;
        this.isMove = isMove;
    }

    static JobUpdate snapshot(JobState state) {
        return standing(Kind.INITIAL_STATUS, state);
    }

    static JobUpdate resync(JobState state) {
        return standing(Kind.RESYNC, state);
    }

    /** The end of a job, for one who comes after it. */
    static JobUpdate end(JobState state) {
        return standing(kind(state.status()), state);
    }

    private static JobUpdate standing(Kind kind, JobState state) {
        return new JobUpdate(kind, state, state.status(), new Position(STANDING, state.sequence()), false, true);
    }

    /** @param isProgress nothing but numbers has moved: a later one may take its place */
    static JobUpdate of(@Nullable JobState before, JobState after, Position position, boolean isProgress) {
        return new JobUpdate(
                kind(after.status()),
                after,
                before == null ? after.status() : before.status(),
                position,
                isProgress,
                before == null || isMove(before, after));
    }

    /** The job has been silent for long, or no longer is: nothing in the log has moved, so there is no position. */
    static JobUpdate stalled(JobState state) {
        return new JobUpdate(kind(state.status()), state, state.status(), null, true, false);
    }

    private static boolean isMove(JobState before, JobState after) {
        return before.status() != after.status()
                || before.stage() != after.stage()
                || before.attempt() != after.attempt()
                || !Objects.equals(before.error(), after.error());
    }

    private static Kind kind(JobStatus status) {
        return switch (status) {
            case COMPLETED -> Kind.JOB_COMPLETED;
            case FAILED -> Kind.JOB_FAILED;
            case CANCELLED -> Kind.JOB_CANCELLED;
            default -> Kind.JOB_UPDATE;
        };
    }

    Kind kind() {
        return kind;
    }

    JobState state() {
        return state;
    }

    /** The status that the job had before. */
    JobStatus before() {
        return before;
    }

    /** Whether it tells where the job stands, and not what has happened. */
    boolean isStanding() {
        return position != null && position.partition() == STANDING;
    }

    /** Where in the log; null where the message is not of the log. */
    @Nullable
    Position position() {
        return position;
    }

    boolean isProgress() {
        return isProgress;
    }

    /** Whether status, stage, attempt or error are others than before. */
    boolean isMove() {
        return isMove;
    }

    boolean isLast() {
        return kind == Kind.JOB_COMPLETED || kind == Kind.JOB_FAILED || kind == Kind.JOB_CANCELLED;
    }

    /** The job as JSON. */
    String data(JobDocuments documents) {
        String text = data;
        if (text == null) {
            text = Json.text(documents.plain(state));
            data = text;
        }
        return text;
    }

    /** A message of a WebSocket: {@code {type, id?, data: {…job, timestamp}}}. */
    String envelope(JobDocuments documents) {
        String text = envelope;
        if (text == null) {
            ObjectNode whole = Json.MAPPER.createObjectNode();
            whole.put("type", Words.of(kind));
            if (position != null) {
                whole.put("id", Long.toString(position.sequence()));
            }
            ObjectNode job = documents.plain(state);
            job.set("timestamp", job.get("updated_at"));
            whole.set("data", job);
            text = Json.text(whole);
            envelope = text;
        }
        return text;
    }
}
