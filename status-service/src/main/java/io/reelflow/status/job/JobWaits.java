package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import io.reelflow.status.Blocking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Waits for a job to get somewhere: its events are folded as they come in, onto the state that the tables hold at the
 * beginning. Nothing is asked again and again.
 */
@Component
public class JobWaits {
    private final JobFeed feed;
    private final LogPositions positions;
    private final JobStore store;

    JobWaits(JobFeed feed, LogPositions positions, JobStore store) {
        this.feed = feed;
        this.positions = positions;
        this.store = store;
    }

    /** @param next what lies before it in the log made the state; null where the tables had it already */
    private record Reached(JobState state, @Nullable Map<TopicPartition, Long> next) {}

    /** The first state that is wanted, once the tables hold it too; empty where there is none in time. */
    public Mono<JobState> until(String jobId, Predicate<JobState> wanted, Duration patience) {
        return Mono.<Reached>create(sink -> wait(jobId, wanted, sink))
                .flatMap(reached -> reached.next == null
                        ? Mono.just(reached.state)
                        : positions.passing(reached.next).thenReturn(reached.state))
                .timeout(patience, Mono.empty());
    }

    private void wait(String jobId, Predicate<JobState> wanted, MonoSink<Reached> sink) {
        var waiter = new Waiter(wanted, sink);
        Disposable following = feed.follow(jobId, waiter);
        Disposable beginning = Blocking.call(feed::positions)
                .flatMap(positions::passing)
                .then(Blocking.call(() -> store.find(jobId)))
                .subscribe(waiter::begin, sink::error);
        sink.onDispose(() -> {
            following.dispose();
            beginning.dispose();
        });
    }

    private static final class Waiter implements Consumer<LogRecord> {
        private final Predicate<JobState> wanted;
        private final MonoSink<Reached> sink;
        private final List<LogRecord> early = new ArrayList<>();
        private @Nullable JobState state;
        private boolean begun;

        Waiter(Predicate<JobState> wanted, MonoSink<Reached> sink) {
            this.wanted = wanted;
            this.sink = sink;
        }

        /** @param from empty where the tables hold nothing of the job yet: all of it is still to come */
        synchronized void begin(Optional<JobState> from) {
            state = from.orElse(null);
            begun = true;
            from.filter(wanted).ifPresent(reached -> sink.success(new Reached(reached, null)));
            early.forEach(this::apply);
            early.clear();
        }

        @Override
        public synchronized void accept(LogRecord event) {
            if (!begun) {
                early.add(event);
            } else {
                apply(event);
            }
        }

        /** Only the first success counts. */
        private void apply(LogRecord event) {
            JobState after = JobState.fold(state, event.event(), event.sequence());
            state = after;
            if (wanted.test(after)) {
                var partition = new TopicPartition(event.topic(), event.partition());
                sink.success(new Reached(after, Map.of(partition, event.offset() + 1)));
            }
        }
    }
}
