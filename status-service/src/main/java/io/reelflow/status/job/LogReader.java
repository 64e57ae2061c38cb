package io.reelflow.status.job;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads the log on a thread of its own, from its start to its stop; after a failure again, with a consumer of its own each time. */
public abstract class LogReader implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobLog log;
    private final String name;
    private final int batch;
    private final Duration longestPause;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

    /**
     * @param name of the thread, and as Kafka knows it
     * @param batch most records that one poll gives
     * @param longestPause after a failure; the first is a tenth of a second, and each is twice the one before
     */
    protected LogReader(JobLog log, String name, int batch, Duration longestPause) {
        this.log = log;
        this.name = name;
        this.batch = batch;
        this.longestPause = longestPause;
    }

    /** Reads until {@link #isStopping}. Whatever it throws, it is called again after a pause. */
    protected abstract void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException;

    /** Told of each failure before the pause. */
    protected void failed() {}

    protected final boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Whether it is time to stop. */
    protected final boolean waitFor(Duration pause) throws InterruptedException {
        return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public final void start() {
        var started = new Thread(this::run, name);
        thread = started;
        started.start();
    }

    @Override
    public final void stop() {
        stopping.countDown();
        KafkaConsumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
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
    public final boolean isRunning() {
        Thread running = thread;
        return running != null && running.isAlive();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!isStopping()) {
                long begin = System.nanoTime();
                try {
                    log.createTopics();
                    readOnce();
                } catch (WakeupException e) {
                    LOG.debug("Woken up to stop");
                } catch (RuntimeException e) {
                    failed();
                    // One that read for so long is not failing at its start.
                    boolean read = System.nanoTime() - begin > PATIENCE.toNanos();
                    pause = read ? FIRST_PAUSE : min(pause.multipliedBy(2), longestPause);
                    LOG.warn("{} failed; again in {} ms", name, pause.toMillis(), e);
                    if (waitFor(pause)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOnce() throws InterruptedException {
        try (KafkaConsumer<String, byte[]> opened = log.consumer(name, batch)) {
            consumer = opened;
            read(opened);
        } finally {
            consumer = null;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
