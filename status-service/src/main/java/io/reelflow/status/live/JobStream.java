package io.reelflow.status.live;

import io.reelflow.schemas.job.JobState;
import io.reelflow.status.Blocking;
import io.reelflow.status.job.LogPositions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/** Updates for one client: each on its own, so that none holds up another or the log. */
@Component
final class JobStream {
    /** Between a client's outbox and its connection: little, so that progress is merged while it waits. */
    private static final int PREFETCH = 8;

    private final LiveEvents live;
    private final LiveJobs jobs;
    private final LogPositions positions;
    private final Missed missed;
    private final SteadyTime time;
    private final LiveMeters meters;
    private final Duration silence;

    JobStream(
            LiveEvents live,
            LiveJobs jobs,
            LogPositions positions,
            Missed missed,
            SteadyTime time,
            LiveMeters meters,
            @Value("${reelflow.live.silence:300s}") Duration silence) {
        this.live = live;
        this.jobs = jobs;
        this.positions = positions;
        this.missed = missed;
        this.time = time;
        this.meters = meters;
        this.silence = silence;
    }

    /**
     * A job without gap and without double. Completes after the update that ends it; fails with {@link Follower.Silent}.
     *
     * @param seen position of the last event that the client has seen; null for one that begins with a snapshot
     */
    Flux<JobUpdate> of(String jobId, @Nullable Long seen) {
        return Flux.<JobUpdate>create(sink -> follow(jobId, seen, sink), FluxSink.OverflowStrategy.IGNORE)
                .publishOn(Schedulers.parallel(), PREFETCH)
                .doOnNext(meters::delivered);
    }

    /** All jobs that the filter admits; {@code RESYNC} where this client has read too slowly to be told each. */
    Flux<JobUpdate> all(Watcher.Filter filter) {
        return Flux.<JobUpdate>create(
                        sink -> sink.onDispose(jobs.watch(new Watcher(filter, sink))), FluxSink.OverflowStrategy.IGNORE)
                .publishOn(Schedulers.parallel(), PREFETCH);
    }

    private void follow(String jobId, @Nullable Long seen, FluxSink<JobUpdate> sink) {
        Disposable.Swap catchingUp = Disposables.swap();
        var follower = new Follower(sink, seen, time.now(), silence);
        follower.catchUpWith(told -> catchingUp.update(catchUp(follower, told, seen, sink)));
        sink.onDispose(Disposables.composite(catchingUp, jobs.follow(jobId, follower)));
    }

    private Disposable catchUp(Follower follower, JobState told, @Nullable Long seen, FluxSink<JobUpdate> sink) {
        long from = seen == null ? -1 : seen;
        return Blocking.call(live::positions)
                .flatMap(positions::passing)
                .then(Blocking.call(() -> Optional.ofNullable(missed.after(told, from))))
                .subscribe(found -> follower.caughtUp(told, found.orElse(null)), sink::error);
    }
}
