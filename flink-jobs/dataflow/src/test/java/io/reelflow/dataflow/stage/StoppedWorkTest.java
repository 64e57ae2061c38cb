package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.WorkStop;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoppedWorkTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final StoppedWork stopped = new StoppedWork(new Moved());

    @Test
    void theNewestStopOfAJobCountsInWhateverOrderTheyCome() {
        stopped.remember(stop("a", 7));
        stopped.remember(stop("a", 5));

        assertThat(stopped.of("a", 7)).isNotNull();
        assertThat(stopped.of("a", 8)).isNull();
        assertThat(stopped.of("b", 1)).isNull();
    }

    @Test
    void aStopIsForgottenWhenNoElementOfItCanComeAnyMore() {
        stopped.remember(stop("a", 7));
        now = now.plus(StoppedWork.MEMORY).plusSeconds(1);
        stopped.remember(stop("b", 7));

        assertThat(stopped.of("a", 7)).isNull();
        assertThat(stopped.of("b", 7)).isNotNull();
        assertThat(stopped.size()).isEqualTo(1);
    }

    @Test
    void neverMoreAreKeptThanThereIsRoomForAndTheOldestGoes() {
        IntStream.rangeClosed(0, StoppedWork.MOST).forEach(number -> stopped.remember(stop("job-" + number, 1)));

        assertThat(stopped.size()).isEqualTo(StoppedWork.MOST);
        assertThat(stopped.of("job-0", 1)).isNull();
        assertThat(stopped.of("job-" + StoppedWork.MOST, 1)).isNotNull();
    }

    private WorkStop stop(String job, long epoch) {
        return new WorkStop(WorkStop.VERSION, now, job, epoch);
    }

    private final class Moved extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
