package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** What waits for a client that reads slowly. */
final class OutboxTest {
    private final Job job = Scenes.job("one");
    private final JobState state = JobState.fold(null, JobEvent.submitted(Scenes.command(job)), -1);
    private final List<JobUpdate> read = new ArrayList<>();
    private final AtomicReference<Outbox> outbox = new AtomicReference<>();
    private final BaseSubscriber<JobUpdate> client = new BaseSubscriber<>() {
        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // asks for nothing by itself
        }

        @Override
        protected void hookOnNext(JobUpdate update) {
            read.add(update);
        }
    };

    private void open() {
        Flux.<JobUpdate>create(
                        sink -> outbox.set(new Outbox(
                                sink,
                                JobUpdate::isProgress,
                                true,
                                newest -> List.of(JobUpdate.resync(newest.state())))),
                        FluxSink.OverflowStrategy.IGNORE)
                .subscribe(client);
    }

    private void offer(long position, boolean progress) {
        JobState after = JobState.fold(
                state, Scenes.progressed(job, 1, Stage.DOWNLOADING, Math.min(1, position / 2_000.0)), position);
        Objects.requireNonNull(outbox.get())
                .offer(JobUpdate.of(state, after, new JobUpdate.Position(0, position), progress));
    }

    private List<Long> positions() {
        return read.stream().map(each -> each.state().sequence()).toList();
    }

    @Test
    void progressThatWaitsIsMergedAndTransitionsAreKeptInOrder() {
        open();
        offer(1, true);
        offer(2, true);
        offer(3, false);
        offer(4, true);
        offer(5, false);
        offer(6, true);
        offer(7, true);
        client.request(100);
        assertThat(positions()).containsExactly(3L, 5L, 7L);
    }

    @Test
    void nothingIsGivenBeforeItIsAskedFor() {
        open();
        LongStream.rangeClosed(1, 5).forEach(each -> offer(each, false));
        assertThat(read).isEmpty();
        client.request(2);
        assertThat(positions()).containsExactly(1L, 2L);
    }

    @Test
    void aClientThatReadsNothingBeginsAnew() {
        open();
        LongStream.rangeClosed(1, Outbox.MOST + 1).forEach(each -> offer(each, false));
        offer(Outbox.MOST + 2, false);
        client.request(Long.MAX_VALUE);
        assertThat(read.stream().map(JobUpdate::kind))
                .containsExactly(JobUpdate.Kind.RESYNC, JobUpdate.Kind.JOB_UPDATE);
        assertThat(positions()).containsExactly(Outbox.MOST + 1L, Outbox.MOST + 2L);
    }
}
