package io.reelflow.bench.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(100);

    private final Timeline timeline = new Timeline("job");

    @Test
    void aStageInPartsLastsFromTheFirstBeginToTheLastEndAndItsPartsCostTogether() {
        hear("job", Stage.GENERATING_CLIPS, 3, null);
        hear("job", Stage.GENERATING_CLIPS, 4, null);
        hear("job", Stage.GENERATING_CLIPS, 6, 2.0);
        hear("job", Stage.GENERATING_CLIPS, 9, 3.5);

        assertThat(timeline.steps(BEGIN)).containsExactly(new Step("generating_clips", 3, 9, 5.5));
        assertThat(timeline.isWhole()).isFalse();
    }

    @Test
    void stagesAreToldByTheirBeginAndThoseOfOtherJobsNotAtAll() {
        hear("job", Stage.EXTRACTING_AUDIO, 2, null);
        hear("job", Stage.EXTRACTING_FRAMES, 1, null);
        hear("other", Stage.DOWNLOADING, 0, null);
        hear("job", Stage.FINALIZING, 5, null);

        assertThat(timeline.steps(BEGIN))
                .extracting(Step::name)
                .containsExactly("extracting_frames", "extracting_audio", "finalizing");
        assertThat(timeline.isWhole()).isTrue();
    }

    private void hear(String job, Stage stage, int second, @Nullable Double cpu) {
        timeline.hear(new JobEvent(
                "event",
                JobEvent.VERSION,
                BEGIN.plusSeconds(second),
                job,
                "video",
                cpu == null ? JobEventType.STAGE_STARTED : JobEventType.STAGE_COMPLETED,
                1,
                stage,
                0,
                1,
                null,
                null,
                null,
                null,
                cpu == null ? null : new StageRun(1, cpu, null, null, "1", false),
                null,
                null));
    }
}
