package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageRun;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places();
    private Instant now = Instant.EPOCH;

    @Test
    void whereAndWhenIsToldByTheEvents() {
        done(0, 0, 10, "one", false);
        done(1, 0, 10, "two", false);
        done(2, 14, 20, "one", false);
        done(0, 20, 21, "three", true);

        assertThat(places.machinesOf("job")).containsExactly("one", "two");
        assertThat(places.machinesOf("another")).isEmpty();
        assertThat(places.longestIdle("one", at(5), at(18))).isEqualTo(Duration.ofSeconds(4));
        assertThat(places.longestIdle("one", at(5), at(30))).isEqualTo(Duration.ofSeconds(10));
        assertThat(places.longestIdle("two", at(5), at(18))).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void aRunOnAMachineWithoutANameIsNoOnes() {
        places.hear(event(JobEventType.STAGE_COMPLETED, 0, new StageRun(1, null, null, null, "1", false)));
        assertThat(places.runs()).isEmpty();
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private void done(int part, long from, long to, String machine, boolean reused) {
        now = at(from);
        places.hear(event(JobEventType.STAGE_STARTED, part, null));
        now = at(to);
        places.hear(
                event(JobEventType.STAGE_COMPLETED, part, new StageRun(1, null, null, "base", "1", reused, machine)));
    }

    private JobEvent event(JobEventType type, int part, @Nullable StageRun run) {
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
