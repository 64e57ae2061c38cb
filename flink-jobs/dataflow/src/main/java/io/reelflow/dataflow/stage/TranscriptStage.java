package io.reelflow.dataflow.stage;

import io.reelflow.media.MediaException;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.SpanTranscript;
import io.reelflow.media.listen.TranscriptAssembly;
import io.reelflow.media.listen.TranscriptFiles;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts the transcript together once every span is there, removes the spans, and takes in what people corrected. */
public final class TranscriptStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "transcript.json";

    /** None: clients see its work as the end of the transcription. */
    @Override
    public List<Stage> stages() {
        return List.of();
    }

    @Override
    public WorkLine line() {
        return WorkLine.STORAGE;
    }

    /** Documents only. */
    @Override
    public Duration deadline(Work work) {
        return Duration.ofMinutes(30);
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
    public Work run(Work work, StageRunContext context) throws IOException, MediaException {
        return corrected(work.artifacts().audio() == null ? work : recognised(work, context), context);
    }

    private static Work recognised(Work work, StageRunContext context) throws IOException {
        String folder = Folders.transcript(work);
        if (!context.store().exists(folder + MARK)) {
            assemble(work, folder, context);
        }
        for (String span : work.documents()) {
            context.store().delete(span);
        }
        return work.with(work.artifacts().withTranscript(folder)).inParts(1);
    }

    /** As people have changed it; the one that was heard stays beside it. */
    private static Work corrected(Work work, StageRunContext context) throws IOException, MediaException {
        String heard = work.artifacts().transcript();
        Edits edits = heard == null ? null : PlannedClips.edits(work, context.store());
        if (heard == null
                || edits == null
                || (edits.transcript().isEmpty() && edits.speakers().isEmpty())) {
            return work;
        }
        String folder = Folders.corrected(work, heard, edits);
        if (!context.store().exists(folder + MARK)) {
            Transcript transcript = CorrectedTranscript.of(context.store().read(heard + MARK, Transcript.class), edits);
            TranscriptFiles.write(transcript, context.out());
            context.store().publish(context.out(), folder, MARK, transcript);
        }
        return work.with(work.artifacts().withTranscript(folder));
    }

    private static void assemble(Work work, String folder, StageRunContext context) throws IOException {
        ListenPlan plan = context.store().read(Folders.audioOf(work) + ListenStage.MARK, ListenPlan.class);
        List<SpanTranscript> spans = new ArrayList<>();
        for (String span : work.documents()) {
            spans.add(context.store().read(span, SpanTranscript.class));
        }
        Transcript transcript = TranscriptAssembly.assemble(plan, spans);
        TranscriptFiles.write(transcript, context.out());
        context.store().publish(context.out(), folder, MARK, transcript);
    }
}
