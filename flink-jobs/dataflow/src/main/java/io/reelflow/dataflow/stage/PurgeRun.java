package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.media.MediaException;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One look of a purge: removes what there is of the video, rows first, then objects, and is over once a look that comes
 * {@link #AFTERWARDS} after an empty one finds nothing either. Until then the job is held and looks again. Nothing that it
 * says names the video.
 */
final class PurgeRun {
    /** Longer than stopped work goes on, and than a row or an object that was under way needs to arrive. */
    static final Duration AFTERWARDS = Duration.ofSeconds(9);

    private final Job job;
    private final String folder;
    private final StageRunContext context;
    private final VideoRows rows;

    private PurgeRun(Job job, StageRunContext context) {
        this.job = job;
        this.folder = ObjectKeys.video(job.subject());
        this.context = context;
        this.rows = Objects.requireNonNull(context.place().rows(), "this process removes no videos");
    }

    /** Returns when nothing is left, now and a while ago; else fails with what is held. */
    static void look(Job job, StageRunContext context) throws MediaException, IOException {
        if (job.removes() == null) {
            throw new IllegalArgumentException("a purge names the video that it removes");
        }
        new PurgeRun(job, context).look();
    }

    private void look() throws MediaException, IOException {
        if (rows.isSwept(job.jobId())) {
            return; // heard again after all state was lost: what is there now is of jobs that came afterwards
        }
        Instant emptySince = rows.emptySince(job);
        say(0, "Removes the rows");
        boolean nothing = rows.remove(job) == 0;
        List<String> jobs = rows.jobs(job);
        say(0.2, "Cancels " + jobs.size() + " jobs");
        jobs.forEach(this::cancel);
        say(0.4, "Removes the objects");
        nothing &= removeObjects();
        if (!context.store().sizes(folder).isEmpty()) {
            throw again();
        }
        Instant now = context.place().clock().instant();
        if (emptySince == null || !nothing) {
            rows.empty(job, now);
            throw again();
        }
        if (now.isBefore(emptySince.plus(AFTERWARDS))) {
            throw again();
        }
        rows.swept(job, now);
    }

    private boolean removeObjects() throws IOException {
        ArtifactStore store = context.store();
        boolean nothing = store.deleteAll(folder);
        for (String upload : rows.uploads(job)) {
            store.delete(upload);
            nothing = false;
        }
        rows.forgetUploads(job);
        return nothing;
    }

    /** It ends those that wait; what runs has been stopped by the tombstone. One that has ended passes it over. */
    private void cancel(String jobId) {
        String id = UUID.nameUUIDFromBytes((job.jobId() + "/" + jobId).getBytes(StandardCharsets.UTF_8))
                .toString();
        context.place()
                .events()
                .control(new JobControl(
                        id,
                        JobControl.VERSION,
                        context.place().clock().instant(),
                        jobId,
                        JobControl.Action.CANCEL,
                        null,
                        job.jobId(),
                        "video_deleted",
                        null,
                        false));
    }

    private void say(double fraction, String message) {
        context.report().report(Stage.FINALIZING, fraction, message, null);
    }

    private static MediaException again() {
        return new MediaException(ErrorCode.PURGE_UNFINISHED, "Looks again for what comes late");
    }
}
