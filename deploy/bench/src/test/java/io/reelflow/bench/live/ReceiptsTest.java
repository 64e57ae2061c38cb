package io.reelflow.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.bench.live.Feed.Appended;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private final Job one = Feed.job();
    private final Job other = Feed.job();
    private final List<Job> jobs = List.of(one, other);
    /** Clients 0 and 2 follow the one, 1 and 3 the other. */
    private final Receipts receipts = new Receipts(4);

    private static Appended sent(Job job, long offset, long nanos) {
        return new Appended(Feed.of(job, JobEventType.STARTED), offset, nanos);
    }

    @Test
    void aReceiptCountsFromWhenItsOwnJobsChangeWasSent() {
        List<Appended> sent = List.of(sent(one, 7, 1_000_000), sent(other, 7, 2_000_000));
        receipts.heard(0, 7, 3_000_000);
        receipts.heard(1, 7, 3_000_000);
        receipts.heard(2, 7, 6_000_000);

        assertThat(receipts.millis(sent, jobs)).containsExactlyInAnyOrder(2.0, 5.0, 1.0);
        assertThat(receipts.behind(sent, jobs)).as("client 3 has heard nothing").isEqualTo(1);
    }

    @Test
    void whoHasHeardNothingHasNotBegun() throws Exception {
        for (int client = 0; client < 3; client++) {
            receipts.heard(client, -1, 1);
        }
        assertThatThrownBy(() -> receipts.awaitAll(1, Duration.ZERO)).isInstanceOf(IOException.class);
        receipts.heard(3, -1, 1);
        receipts.awaitAll(1, Duration.ZERO);
    }
}
