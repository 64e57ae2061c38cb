package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.listen.TimedText;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Renders one clip. */
public final class RenderStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    /** No clip may be longer. */
    private static final double LONGEST_SECONDS = 180;

    @Override
    public List<Stage> stages() {
        return List.of(Stage.GENERATING_CLIPS);
    }

    @Override
    public WorkLine line() {
        return WorkLine.ENCODE;
    }

    /** A clip is as long as the options say, or people, however long the source. Measured: one second takes up to two. */
    @Override
    public Duration deadline(Work work) {
        boolean edited = work.job().stored() != null && work.job().stored().edits() != null;
        double longest = edited ? LONGEST_SECONDS : work.job().options().clipDuration();
        return Deadlines.scaled(Duration.ofMinutes(20), 20, longest);
    }

    @Override
    public boolean inParts() {
        return true;
    }

    @Override
    public Work dryRun(Work work) {
        return work;
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        if (work.parts() == 0) {
            return work;
        }
        PlannedClips.Clip clip = PlannedClips.of(work, context.store()).get(work.part());
        ClipPlan.Planned planned = clip.planned();
        List<Segment> segments = segments(work, planned, context);
        String folder = Folders.clip(work, clip, TimedText.window(segments, planned.start(), planned.end()));
        String mark = planned.clipId() + ".json";
        if (context.store().exists(folder + mark)) {
            context.report().reused();
        } else {
            Clip rendered = render(work, clip, segments, context);
            context.store().publish(context.out(), folder, mark, withKeys(rendered, folder));
        }
        context.report().counters(Counters.clips(1L, (long) work.parts()));
        return work.made(folder + mark);
    }

    private static Clip render(Work work, PlannedClips.Clip clip, List<Segment> segments, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        String sourceFolder = Folders.sourceOf(work);
        Source source = context.store().read(sourceFolder + FetchStage.MARK, Source.class);
        String picture = work.artifacts().picture();
        try (Lease media = context.cache().open(sourceFolder + source.file())) {
            return context.run(
                    TaskType.RENDER,
                    new RenderRequest(
                            media.file().toString(),
                            source,
                            clip.planned(),
                            picture == null ? null : context.store().read(picture + WatchStage.MARK, Picture.class),
                            segments,
                            clip.options()));
        }
    }

    private static List<Segment> segments(Work work, ClipPlan.Planned planned, StageRunContext context)
            throws IOException {
        String transcript = work.artifacts().transcript();
        if (transcript == null) {
            return List.of();
        }
        return context.store().read(transcript + TranscriptStage.MARK, Transcript.class).segments().stream()
                .filter(segment -> segment.end() > planned.start() && segment.start() < planned.end())
                .toList();
    }

    private static Clip withKeys(Clip clip, String folder) {
        Clip.Files names = clip.files();
        return new Clip(
                clip.clipId(),
                clip.title(),
                clip.description(),
                clip.startTime(),
                clip.endTime(),
                clip.duration(),
                clip.transcriptSegment(),
                clip.score(),
                clip.tags(),
                clip.hashtags(),
                clip.hook(),
                clip.width(),
                clip.height(),
                clip.speaker(),
                clip.cropPath(),
                new Clip.Files(
                        folder + names.video(),
                        folder + names.thumbnail(),
                        folder + names.vtt(),
                        folder + names.srt(),
                        names.ass() == null ? null : folder + names.ass()));
    }
}
