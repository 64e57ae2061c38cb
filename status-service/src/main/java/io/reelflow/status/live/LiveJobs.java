package io.reelflow.status.live;

import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.job.JobStore;
import io.reelflow.status.job.LogPositions;
import io.reelflow.status.job.LogRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The jobs that somebody follows or, while somebody watches all jobs, those that move. A starting point is read from the
 * tables once they hold all that had passed before, for many jobs at once.
 */
@Component
final class LiveJobs implements SmartLifecycle, LiveEvents.Audience {
    private static final Logger LOG = LoggerFactory.getLogger(LiveJobs.class);

    /** Jobs kept for those who watch all; one that moves again after it has been forgotten is read again. */
    private static final int MOST_WATCHED = 5_000;

    /** Of them, those whose starting point is not known yet. */
    private static final int MOST_UNKNOWN = 2_000;

    /** Longer than the tables are ever behind. */
    private static final Duration WAIT_FOR_TABLES = Duration.ofSeconds(10);

    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int BATCH = 200;

    private final LiveEvents live;
    private final LogPositions positions;
    private final JobStore store;
    private final Missed missed;
    private final SteadyTime time;
    private final Clock wall;
    private final Map<String, LiveJob> jobs = new ConcurrentHashMap<>();
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<LiveJob> unread = new LinkedBlockingQueue<>();
    private volatile @Nullable Thread reading;
    private volatile Disposable ticking = () -> {};

    LiveJobs(LiveEvents live, LogPositions positions, JobStore store, Missed missed, SteadyTime time, Clock wall) {
        this.live = live;
        this.positions = positions;
        this.store = store;
        this.missed = missed;
        this.time = time;
        this.wall = wall;
        live.tell(this);
    }

    /** From now on the listener is told of the job, beginning with where it stands. */
    Disposable follow(String jobId, LiveJob.Listener listener) {
        LiveJob job = jobs.compute(jobId, (id, present) -> {
            LiveJob found = present == null ? create(id) : present;
            found.add(listener);
            return found;
        });
        job.greet(listener);
        readOnce(job);
        return () -> {
            job.remove(listener);
            forgetIfIdle(job);
        };
    }

    /** From now on the watcher is told of every job that moves. */
    Disposable watch(Watcher watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public boolean wants(String jobId) {
        return !watchers.isEmpty() || jobs.containsKey(jobId);
    }

    @Override
    public void hear(LogRecord event) {
        String jobId = event.event().jobId();
        LiveJob job = watchers.isEmpty() ? jobs.get(jobId) : jobs.computeIfAbsent(jobId, this::create);
        if (job != null) {
            job.accept(event);
            readOnce(job);
        }
    }

    /** Clients that come back are given what they missed from the tables. */
    @Override
    public void gap() {
        List<LiveJob> all = List.copyOf(jobs.values());
        jobs.clear();
        all.forEach(each -> each.fail(new IllegalStateException("the log no longer holds what comes next")));
        watchers.forEach(Watcher::lose);
    }

    private LiveJob create(String jobId) {
        return new LiveJob(jobId, time::now, wall::instant, this::tellWatchers, this::readable);
    }

    /** Not before it can be found: what nobody follows any more is not read. */
    private void readOnce(LiveJob job) {
        if (job.isNew()) {
            unread.add(job);
        }
    }

    private void tellWatchers(JobUpdate update) {
        watchers.forEach(each -> each.told(update));
    }

    /** With the database away the end is told all the same. */
    private Mono<Void> readable(JobUpdate.Position position) {
        var partition = new TopicPartition(Topics.JOB_EVENTS, position.partition());
        return positions.passing(Map.of(partition, position.sequence() + 1)).timeout(WAIT_FOR_TABLES, Mono.empty());
    }

    private void forgetIfIdle(LiveJob job) {
        if (watchers.isEmpty() || job.isOver()) {
            forget(job);
        }
    }

    private void tick() {
        Instant now = time.now();
        jobs.values().forEach(each -> {
            each.tick(now);
            forgetIfIdle(each);
        });
        List<LiveJob> watched =
                jobs.values().stream().filter(each -> !each.hasListeners()).toList();
        List<LiveJob> unknown =
                watched.stream().filter(each -> !each.hasBegun()).toList();
        if (unknown.size() > MOST_UNKNOWN) {
            LOG.warn("{} jobs move and can not be read: watchers begin anew", unknown.size());
            unknown.forEach(each -> jobs.remove(each.jobId(), each));
            unread.removeAll(Set.copyOf(unknown));
            watchers.forEach(Watcher::lose);
        }
        if (watched.size() > MOST_WATCHED) {
            forgetOldest(watched, watched.size() - MOST_WATCHED);
        }
    }

    private record Heard(LiveJob job, Instant at) {}

    private void forgetOldest(List<LiveJob> watched, int number) {
        watched.stream()
                .filter(LiveJob::hasBegun)
                .map(job -> new Heard(job, job.heard()))
                .sorted(Comparator.comparing(Heard::at))
                .limit(number)
                .forEach(each -> forget(each.job));
    }

    private void forget(LiveJob job) {
        jobs.computeIfPresent(job.jobId(), (id, present) -> present == job && !job.hasListeners() ? null : present);
    }

    @Override
    public void start() {
        var thread = new Thread(this::read, "live-jobs");
        reading = thread;
        thread.start();
        ticking = Flux.interval(TICK)
                .onBackpressureDrop()
                .doOnNext(ignored -> tick())
                .onErrorContinue((error, ignored) -> LOG.error("A tick of the live streams failed", error))
                .subscribe();
    }

    @Override
    public void stop() {
        ticking.dispose();
        Thread thread = reading;
        reading = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return reading != null;
    }

    private void read() {
        try {
            while (isRunning()) {
                List<LiveJob> batch = new ArrayList<>();
                batch.add(unread.take());
                unread.drainTo(batch, BATCH - 1);
                while (!begin(batch)) {
                    Thread.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopping");
        }
    }

    /** Whether that is done; false where the tables can not be read now. */
    private boolean begin(List<LiveJob> batch) throws InterruptedException {
        List<LiveJob> wanted =
                batch.stream().filter(each -> jobs.get(each.jobId()) == each).toList();
        if (wanted.isEmpty()) {
            return true;
        }
        try {
            positions.passing(live.positions()).block(WAIT_FOR_TABLES);
            Map<String, JobState> states =
                    store.find(wanted.stream().map(LiveJob::jobId).toList());
            wanted.forEach(job -> begin(job, states.get(job.jobId())));
            return true;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException("stopping").initCause(e);
            }
            LOG.warn("{} streams can not begin; again in {} ms: {}", wanted.size(), PAUSE.toMillis(), e.toString());
            return false;
        }
    }

    private void begin(LiveJob job, @Nullable JobState state) {
        if (state == null) {
            job.fail(new IllegalStateException("the tables do not hold job " + job.jobId()));
            jobs.remove(job.jobId(), job);
            return;
        }
        Long first = job.firstEarly();
        if (first == null || first > state.sequence() || watchers.isEmpty()) {
            job.begin(state, List.of());
        } else {
            job.begin(state, missed.from(state, first));
        }
    }
}
