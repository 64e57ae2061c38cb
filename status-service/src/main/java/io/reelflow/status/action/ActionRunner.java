package io.reelflow.status.action;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Goes through actions on a thread of its own, a page of each in turn; after a failure again. */
@Component
class ActionRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);
    /** Another process may have taken an action down and died. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ActionSteps steps;
    private final ActionStore store;
    private final Clock clock;
    private final Semaphore wishes = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    ActionRunner(ActionSteps steps, ActionStore store, Clock clock) {
        this.steps = steps;
        this.store = store;
        this.clock = clock;
    }

    /** There is something to do. */
    void wake() {
        wishes.release();
    }

    @Override
    public void start() {
        var started = new Thread(this::run, "status-actions");
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        stopping = true;
        wake();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    private void run() {
        try {
            while (!stopping) {
                if (!step()) {
                    var unused = wishes.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    wishes.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False where there is nothing to do now. */
    private boolean step() {
        try {
            return steps.next();
        } catch (ActionSteps.Delayed e) {
            LOG.warn("Action {} goes on later: {}", e.actionId(), String.valueOf(e.getCause()));
            putBack(e.actionId());
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Actions go on later: {}", e.toString());
        }
        return false;
    }

    private void putBack(String id) {
        try {
            store.putBack(id, clock.instant());
        } catch (DataAccessException e) {
            LOG.warn("Action {} stays before others: {}", id, e.toString());
        }
    }
}
