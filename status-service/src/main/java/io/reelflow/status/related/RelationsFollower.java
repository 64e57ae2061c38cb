package io.reelflow.status.related;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Follows completed jobs and edits: computes relations of what is due, on a thread of its own. */
@Component
final class RelationsFollower implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RelationsFollower.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Relations relations;
    private final Timer seconds;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    RelationsFollower(Relations relations, MeterRegistry metrics) {
        this.relations = relations;
        this.seconds = metrics.timer("reelflow_relationships_seconds");
    }

    @Override
    public void start() {
        var following = new Thread(this::run, "relationships");
        thread = following;
        following.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread following = thread;
        if (following != null) {
            following.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        Thread following = thread;
        return following != null && following.isAlive();
    }

    private void run() {
        try {
            do {
                while (stopping.getCount() > 0 && worked()) {
                    LOG.debug("One more may be due");
                }
            } while (!stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean worked() {
        long begin = System.nanoTime();
        try {
            Optional<WorkList.Claim> claim = relations.next();
            claim.ifPresent(done -> {
                seconds.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
                LOG.debug("Relations of {} are up to date", done.videoId());
            });
            return claim.isPresent();
        } catch (RuntimeException e) {
            if (stopping.getCount() > 0) {
                LOG.info("Relations of a video are computed later: {}", e.toString());
            }
            return false;
        }
    }
}
