package io.reelflow.dataflow.stage;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.CaptionTranscript;
import io.reelflow.media.listen.TranscriptFiles;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The publisher's captions as a job's transcript, where there are some and the job does not want its own. */
final class PublishedCaptions {
    private PublishedCaptions() {}

    /** The work with its transcript; without one where speech has to be recognised, perhaps with a warning why. */
    static Work use(Work work, Source source, StageRunContext context) throws IOException {
        JobOptions options = work.job().options();
        Source.Captions captions = CaptionTranscript.choose(source, options.language());
        if (captions == null || options.forceWhisper()) {
            return work;
        }
        String folder = Folders.captions(work, captions);
        Transcript made = context.store().find(folder + TranscriptStage.MARK, Transcript.class);
        if (made != null) {
            context.report().reused();
            return lacksSpeakers(made, options)
                    ? work
                    : work.with(work.artifacts().withTranscript(folder));
        }
        Path file = context.in().resolve(captions.file());
        try {
            context.store().download(Folders.sourceOf(work) + captions.file(), file);
            made = CaptionTranscript.read(source, captions, file);
        } catch (FileNotFoundException | MediaException e) {
            String why = e instanceof MediaException ? e.getMessage() : "they are not stored";
            return work.withWarnings(List.of("the publisher's captions are not used: " + why));
        }
        if (lacksSpeakers(made, options)) {
            return work;
        }
        TranscriptFiles.write(made, context.out());
        context.store().publish(context.out(), folder, TranscriptStage.MARK, made);
        return work.with(work.artifacts().withTranscript(folder));
    }

    /** Who speaks has to be heard, where the captions do not say. */
    private static boolean lacksSpeakers(Transcript made, JobOptions options) {
        return options.diarize() && !made.namesSpeakers();
    }
}
