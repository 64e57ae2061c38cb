package io.reelflow.dataflow.stage;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Source;
import java.util.Objects;
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

    static String picture(Work work) {
        return folder(
                work.job(),
                "picture",
                StageVersions.WATCH,
                work.artifacts().source(),
                wantsSlides(work.job()),
                wantsEveryFrame(work.job()),
                work.job().options().slides().minSeconds());
    }

    /** @param endpoint as in {@link StageSettings#endpoint} */
    static String analysis(Work work, @Nullable String endpoint) {
        return analysed(work, endpoint == null ? StageVersions.ANALYZE : StageVersions.ANALYZE + " " + endpoint);
    }

    /** Of this job alone: what an endpoint could not do for it, it may do for another. */
    static String analysisWithout(Work work, String endpoint) {
        return analysed(
                work,
                StageVersions.ANALYZE + " without " + endpoint + " "
                        + work.job().jobId());
    }

    private static String analysed(Work work, String version) {
        Artifacts made = work.artifacts();
        return folder(
                work.job(),
                "analysis",
                version,
                made.source(),
                made.transcript(),
                made.picture(),
                work.job().jobType().has(Stage.GENERATING_CLIPS),
                work.job().options().slides(),
                shapeOfClips(work.job().options()));
    }

    static String clips(Work work) {
        return folder(
                work.job(),
                "clips",
                StageVersions.RENDER,
                work.artifacts().analysis(),
                shapeOfClips(work.job().options()));
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

    private static String shapeOfClips(JobOptions options) {
        return ObjectKeys.fingerprint(
                options.clipDuration(),
                options.minClipDuration(),
                options.overlapDuration(),
                options.maxClips(),
                options.outputFormat(),
                options.resolution(),
                options.aspectRatio(),
                options.reframe(),
                options.captions(),
                options.watermark(),
                options.progressBar());
    }

    private static String folder(Job job, String kind, @Nullable Object... shapedBy) {
        return ObjectKeys.artifact(job.videoId(), kind, ObjectKeys.fingerprint(shapedBy));
    }
}
