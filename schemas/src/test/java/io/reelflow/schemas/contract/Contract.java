package io.reelflow.schemas.contract;

import io.reelflow.schemas.Problem;
import io.reelflow.schemas.access.ApiKey;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobView;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.schemas.job.WorkStop;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.util.Arrays;
import java.util.Locale;

/** Every message, document and body that others read, by the name of its schema. */
enum Contract {
    JOB_COMMAND(JobCommand.class),
    JOB_EVENT(JobEvent.class),
    JOB_OUTCOME(JobOutcome.class),
    JOB_CONTROL(JobControl.class),
    INTAKE_CONTROL(IntakeControl.class),
    WORK_STOP(WorkStop.class),
    SOURCE_REPORT(SourceReport.class),
    TOMBSTONE(Tombstone.class),
    API_KEY(ApiKey.class),
    JOB(JobView.class),
    PROBLEM(Problem.class),
    SOURCE(Source.class),
    COMMENTS(Comments.class),
    TRANSCRIPT(Transcript.class),
    PICTURE(Picture.class),
    ANALYSIS(Analysis.class),
    SLIDES(SlideDeck.class),
    CLIPS(ClipPlan.class),
    CLIP(Clip.class),
    MANIFEST(Manifest.class),
    EDITS(Edits.class);

    private final Class<? extends Record> type;

    Contract(Class<? extends Record> type) {
        this.type = type;
    }

    Class<? extends Record> type() {
        return type;
    }

    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
    }

    static Contract of(String file) {
        return Arrays.stream(values())
                .filter(each -> each.file().equals(file))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no contract is named " + file));
    }
}
