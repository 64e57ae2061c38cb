package io.reelflow.dataflow.stage;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where each artifact of a job belongs: its folder's name is derived from all that shapes it. */
final class Folders {
    private Folders() {}

    /** The source as this job needs it: whole, its sound alone, or no media at all. */
    static String source(Job job) {
        boolean web = job.source() == SourceKind.WEB;
        return source(job, web && job.jobType() == JobType.TRANSCRIPTION, job.jobType() == JobType.METADATA);
    }

    /** The whole source: does for every job. */
    static String wholeSource(Job job) {
        return source(job, false, false);
    }

    private static String source(Job job, boolean soundOnly, boolean metadataOnly) {
        return folder(job, "source", StageVersions.FETCH, job.url(), soundOnly, metadataOnly);
    }

    static String comments(Job job) {
        return folder(
                job,
                "comments",
                StageVersions.COMMENTS,
                job.url(),
                job.options().maxComments());
    }

    static String audio(Work work) {
        JobOptions options = work.job().options();
        return folder(
                work.job(),
                "audio",
                StageVersions.LISTEN,
                work.artifacts().source(),
                options.language(),
                options.whisperModel());
    }

    /** Of the words of each span, while speech is recognised. */
    static String spans(Work work) {
        return recognised(work, "spans");
    }

    static String transcript(Work work) {
        return recognised(work, "transcript");
    }

    private static String recognised(Work work, String kind) {
        return folder(
                work.job(),
                kind,
                StageVersions.TRANSCRIBE,
                audioOf(work),
                work.job().options().diarize());
    }

    /** The transcript made of captions. */
    static String captions(Work work, Source.Captions captions) {
        return folder(
                work.job(),
                "transcript",
                StageVersions.TRANSCRIBE,
                work.artifacts().source(),
                captions.language(),
                captions.kind(),
                captions.file());
    }

    /** A transcript as people have corrected it. */
    static String corrected(Work work, String transcript, Edits edits) {
        return folder(
                work.job(),
                "transcript",
                StageVersions.CORRECT,
                transcript,
                edits.transcript(),
                new TreeMap<>(edits.speakers()));
    }

    static String picture(Work work) {
        return picture(work, wantsEveryFrame(work.job()));
    }

    /** With slides and every frame: does for whoever wants slides alone. */
    static String wholePicture(Work work) {
        return picture(work, true);
    }

    private static String picture(Work work, boolean everyFrame) {
        return folder(
                work.job(),
                "picture",
                StageVersions.WATCH,
                work.artifacts().source(),
                wantsSlides(work.job()),
                everyFrame,
                work.job().options().slides().minSeconds());
    }

    /** @param endpoint as in {@link StageSettings#endpoint} */
    static String analysis(Work work, @Nullable String endpoint) {
        return analysed(work, version(endpoint), work.job().jobType().has(Stage.GENERATING_CLIPS));
    }

    /** With a plan of clips: does for whoever wants none. */
    static String wholeAnalysis(Work work, @Nullable String endpoint) {
        return analysed(work, version(endpoint), true);
    }

    /** Of this job alone: what an endpoint could not do for it, it may do for another. */
    static String analysisWithout(Work work, String endpoint) {
        return analysed(
                work,
                StageVersions.ANALYZE + " without " + endpoint + " "
                        + work.job().jobId(),
                work.job().jobType().has(Stage.GENERATING_CLIPS));
    }

    private static String version(@Nullable String endpoint) {
        return endpoint == null ? StageVersions.ANALYZE : StageVersions.ANALYZE + " " + endpoint;
    }

    private static String analysed(Work work, String version, boolean clips) {
        Artifacts made = work.artifacts();
        return folder(
                work.job(),
                "analysis",
                version,
                made.source(),
                made.transcript(),
                made.picture(),
                clips,
                work.job().options().slides(),
                shapeOfPlan(work.job().options()));
    }

    /**
     * Of one clip: of all that shapes its picture, and of no words about it.
     *
     * @param said what is spoken in it
     */
    static String clip(Work work, PlannedClips.Clip clip, List<Segment> said) {
        ClipPlan.Planned planned = clip.planned();
        return folder(
                work.job(),
                "clips",
                StageVersions.RENDER,
                work.artifacts().source(),
                work.artifacts().picture(),
                planned.clipId(),
                planned.start(),
                planned.end(),
                said,
                clip.options().language(),
                look(clip.options()));
    }

    /** How clips look, whatever they show. */
    static String look(JobOptions options) {
        return ObjectKeys.fingerprint(
                options.outputFormat(),
                options.resolution(),
                options.aspectRatio(),
                options.reframe(),
                options.captions(),
                options.watermark(),
                options.progressBar());
    }

    /** Which stretches clips are made of, as far as the options say. */
    private static String shapeOfPlan(JobOptions options) {
        return ObjectKeys.fingerprint(
                options.clipDuration(), options.minClipDuration(), options.overlapDuration(), options.maxClips());
    }

    static boolean wantsSlides(Job job) {
        return job.jobType() == JobType.FULL_PROCESSING || job.jobType() == JobType.SLIDES;
    }

    /** What clips are cut and framed by has to be exact. */
    static boolean wantsEveryFrame(Job job) {
        return job.jobType().has(Stage.GENERATING_CLIPS);
    }

    static String sourceOf(Work work) {
        return Objects.requireNonNull(work.artifacts().source(), "fetched");
    }

    static String audioOf(Work work) {
        return Objects.requireNonNull(work.artifacts().audio(), "listened");
    }

    private static String folder(Job job, String kind, @Nullable Object... shapedBy) {
        return ObjectKeys.artifact(job.videoId(), kind, ObjectKeys.fingerprint(shapedBy));
    }
}
