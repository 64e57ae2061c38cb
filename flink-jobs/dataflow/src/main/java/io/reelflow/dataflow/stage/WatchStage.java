package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Finds shots, slides and faces in one decode of the picture. */
public final class WatchStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "picture.json";

    @Override
    public List<Stage> stages() {
        return List.of(Stage.EXTRACTING_FRAMES);
    }

    @Override
    public WorkLine line() {
        return WorkLine.CPU;
    }

    /** Measured: 0.02 to 0.1 seconds for a second of picture; 4K takes ten times that. */
    @Override
    public Duration deadline(Work work) {
        return Deadlines.scaled(Duration.ofMinutes(20), 2, work);
    }

    @Override
    public boolean hasSiblings() {
        return true;
    }

    @Override
    public Work dryRun(Work work) {
        return work;
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        String sourceFolder = Folders.sourceOf(work);
        Source source = context.store().read(sourceFolder + FetchStage.MARK, Source.class);
        String file = source.file();
        if (source.picture() == null || file == null || !work.job().jobType().has(Stage.EXTRACTING_FRAMES)) {
            return work;
        }
        String folder = Folders.picture(work);
        String whole = Folders.wholePicture(work);
        if (context.store().exists(folder + MARK)) {
            context.report().reused();
        } else if (Folders.wantsSlides(work.job()) && context.store().exists(whole + MARK)) {
            folder = whole;
            context.report().reused();
        } else {
            watch(work, source, sourceFolder + file, folder, context);
        }
        return work.with(work.artifacts().withPicture(folder));
    }

    private static void watch(Work work, Source source, String file, String folder, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        double minSlideSeconds = work.job().options().slides().minSeconds();
        boolean slides = Folders.wantsSlides(work.job());
        try (Lease media = context.cache().open(file)) {
            Picture picture = context.run(
                    TaskType.WATCH,
                    new WatchRequest(
                            media.file().toString(),
                            source,
                            slides,
                            minSlideSeconds,
                            Folders.wantsEveryFrame(work.job())));
            context.store().publish(context.out(), folder, MARK, picture);
        }
    }
}
