package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StageRunsTest {
    private final StageRuns runs = new StageRuns();
    private Instant now = Instant.EPOCH;

    @Test
    void whatBeganTwiceAndWasNotFoundDoneWasDoneTwice() {
        started(0);
        completed(0, false);
        started(1);
        started(2);

        assertThat(runs.parts(Stage.TRANSCRIBING)).isEqualTo(3);
        assertThat(runs.completed(Stage.TRANSCRIBING)).isEqualTo(1);

        Instant killed = now;
        started(0);
        completed(0, true);
        started(1);
        completed(1, false);
        completed(2, false);

        assertThat(runs.repeated(Stage.TRANSCRIBING)).containsExactly(1);
        assertThat(runs.repeatedStages()).containsExactly(Stage.TRANSCRIBING);
        assertThat(runs.underWay(Stage.TRANSCRIBING, killed)).containsExactly(1, 2);
        assertThat(runs.underWay(Stage.TRANSCRIBING, now)).isEmpty();
    }

    @Test
    void whatNobodyHasHeardOfIsNothing() {
        assertThat(runs.parts(Stage.DOWNLOADING)).isZero();
        assertThat(runs.repeated(Stage.DOWNLOADING)).isEmpty();
        assertThat(runs.repeatedStages()).isEmpty();
    }

    private void started(int part) {
        runs.hear(event(JobEventType.STAGE_STARTED, part, null));
    }

    private void completed(int part, boolean reused) {
        runs.hear(event(JobEventType.STAGE_COMPLETED, part, new StageRun(1, null, null, "base", "1", reused)));
    }

    private JobEvent event(JobEventType type, int part, @Nullable StageRun run) {
        now = now.plusSeconds(1);
        return new JobEvent(
                "event",
                JobEvent.VERSION,
                now,
                "job",
                "video",
                type,
                1,
                Stage.TRANSCRIBING,
                part,
                3,
                null,
                null,
                null,
                null,
                run,
                null,
                null);
    }
}
