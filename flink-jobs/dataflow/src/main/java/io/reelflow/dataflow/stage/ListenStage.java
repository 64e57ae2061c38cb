package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.ListenRequest;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Takes the publisher's captions; where there are none, extracts the sound and plans what is to be transcribed. Comes
 * out cut into spans, of which there are none with captions.
 */
public final class ListenStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "plan.json";
    static final String AUDIO = "audio.flac";

    @Override
    public List<Stage> stages() {
        return List.of(Stage.EXTRACTING_AUDIO);
    }

    @Override
    public WorkLine line() {
        return WorkLine.CPU;
    }

    /** Measured: 0.02 seconds for a second of sound, and some for the language. */
    @Override
    public Duration deadline(Work work) {
        return Deadlines.scaled(Duration.ofMinutes(20), 0.5, work);
    }

    @Override
    public boolean hasSiblings() {
        return true;
    }

    @Override
    public Work dryRun(Work work) {
        return work.inParts(work.job().jobType().has(Stage.EXTRACTING_AUDIO) ? DRY_PARTS : 0);
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        String sourceFolder = Folders.sourceOf(work);
        Source source = context.store().read(sourceFolder + FetchStage.MARK, Source.class);
        if (!work.job().jobType().has(Stage.EXTRACTING_AUDIO)) {
            return work.inParts(0);
        }
        Work captioned = PublishedCaptions.use(work, source, context);
        if (captioned.artifacts().transcript() != null || source.sound() == null || source.file() == null) {
            return captioned.inParts(0);
        }
        return heard(captioned, source, sourceFolder + source.file(), context);
    }

    private static Work heard(Work work, Source source, String file, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        String folder = Folders.audio(work);
        ListenPlan plan = context.store().find(folder + MARK, ListenPlan.class);
        if (plan == null) {
            plan = listen(work, source, file, folder, context);
        } else {
            context.report().reused();
        }
        Work heard = work.with(work.artifacts().withAudio(folder)).withWarnings(plan.warnings());
        boolean transcribed = context.store().exists(Folders.transcript(heard) + TranscriptStage.MARK);
        return heard.inParts(transcribed ? 0 : plan.spans().size());
    }

    private static ListenPlan listen(Work work, Source source, String file, String folder, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        JobOptions options = work.job().options();
        try (Lease media = context.cache().open(file)) {
            ListenPlan plan = context.run(
                    TaskType.LISTEN,
                    new ListenRequest(media.file().toString(), source, options.language(), options.whisperModel()));
            context.store().publish(context.out(), folder, MARK, plan);
            context.cache().adopt(folder + AUDIO, context.out().resolve(AUDIO));
            return plan;
        }
    }
}
