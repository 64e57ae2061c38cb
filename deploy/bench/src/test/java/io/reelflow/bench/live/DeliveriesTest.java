package io.reelflow.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.client.Follower.Heard;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private static final TreeSet<Long> TRANSITIONS = new TreeSet<>(List.of(3L, 5L, 9L));

    private static List<Heard> heard(long... ids) {
        Heard snapshot = heard("initial_status", ids[0]);
        return Stream.concat(Stream.of(snapshot), Arrays.stream(ids).skip(1).mapToObj(id -> heard("job_update", id)))
                .toList();
    }

    private static Heard heard(String event, long id) {
        return new Heard(event, id, "processing", "downloading", 1, 0, 0);
    }

    @Test
    void mergedProgressIsNoLoss() {
        assertThat(Deliveries.of(heard(2, 3, 5, 8, 9), TRANSITIONS)).isEqualTo(Deliveries.NONE);
    }

    @Test
    void whatTheSnapshotHoldsNeedNotCome() {
        assertThat(Deliveries.of(heard(5, 9), TRANSITIONS)).isEqualTo(Deliveries.NONE);
    }

    @Test
    void aTransitionThatDoesNotComeIsMissed() {
        assertThat(Deliveries.of(heard(2, 3, 8, 9), TRANSITIONS)).isEqualTo(new Deliveries(1, 0, 0));
    }

    @Test
    void whatComesTwiceIsDoubledAndSoIsASecondSnapshot() {
        assertThat(Deliveries.of(heard(2, 3, 5, 5, 9), TRANSITIONS)).isEqualTo(new Deliveries(0, 1, 0));
        List<Heard> again =
                Stream.concat(heard(2, 3, 5).stream(), heard(5, 9).stream()).toList();
        assertThat(Deliveries.of(again, TRANSITIONS)).isEqualTo(new Deliveries(0, 1, 0));
    }

    @Test
    void whatComesAfterALaterOneIsOutOfOrder() {
        assertThat(Deliveries.of(heard(2, 5, 3, 9), TRANSITIONS)).isEqualTo(new Deliveries(0, 0, 1));
    }

    @Test
    void transitionsAreWhereAClientSeesAnotherStatusOrStage() {
        Job job = Feed.job();
        var log = new TreeMap<Long, JobEvent>();
        log.put(10L, Feed.of(job, JobEventType.QUEUED));
        log.put(12L, Feed.of(job, JobEventType.STARTED));
        log.put(13L, Feed.of(job, Stage.DOWNLOADING));
        log.put(14L, Feed.of(job, JobEventType.STAGE_PROGRESSED, Stage.DOWNLOADING, 0.5));
        log.put(17L, Feed.of(job, JobEventType.CANCELLED));
        log.put(18L, Feed.of(job, JobEventType.STAGE_PROGRESSED, Stage.DOWNLOADING, 0.9));

        assertThat(Deliveries.transitions(log)).containsExactly(10L, 12L, 13L, 17L);
    }
}
