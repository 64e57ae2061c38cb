package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.SpanTranscript;
import io.reelflow.media.listen.TranscribeRequest;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Recognises the words of one span. */
public final class TranscribeStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    /** A span is about five minutes, and ends at a silence. */
    private static final double LONGEST_SPAN_SECONDS = 600;

    @Override
    public List<Stage> stages() {
        return List.of(Stage.TRANSCRIBING);
    }

    @Override
    public WorkLine line() {
        return WorkLine.CPU;
    }

    @Override
    public Duration deadline(Work work) {
        return Deadlines.scaled(
                Duration.ofMinutes(15),
                Deadlines.speech(work.job().options().whisperModel()),
                Math.min(Deadlines.seconds(work), LONGEST_SPAN_SECONDS));
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
            return untouched(work, context);
        }
        String audio = Folders.audioOf(work);
        ListenPlan plan = context.store().read(audio + ListenStage.MARK, ListenPlan.class);
        ListenPlan.Span span = plan.spans().get(work.part());
        String document = Folders.spans(work) + span.index() + ".json";
        context.report().model(plan.model());
        if (context.store().exists(document)
                || context.store().exists(Folders.transcript(work) + TranscriptStage.MARK)) {
            context.report().reused();
            context.report().counters(Counters.chunks((long) span.chunks().size(), null));
        } else {
            context.store()
                    .write(
                            document,
                            transcribe(plan, span, audio, work.job().options().diarize(), context));
        }
        return work.made(document);
    }

    /** There is nothing to recognise: the transcript was there, or captions took its place, or nobody speaks. */
    private static Work untouched(Work work, StageRunContext context) throws IOException {
        String audio = work.artifacts().audio();
        if (work.artifacts().transcript() != null
                || (audio != null && context.store().exists(Folders.transcript(work) + TranscriptStage.MARK))) {
            context.report().reused();
        }
        return work;
    }

    private static SpanTranscript transcribe(
            ListenPlan plan, ListenPlan.Span span, String audio, boolean diarize, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        try (Lease sound = context.cache().open(audio + ListenStage.AUDIO)) {
            return context.run(
                    TaskType.TRANSCRIBE,
                    new TranscribeRequest(
                            sound.file().toString(), plan.offset(), plan.language(), plan.model(), span, diarize));
        }
    }
}
