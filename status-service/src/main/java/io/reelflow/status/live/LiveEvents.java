package io.reelflow.status.live;

import io.reelflow.schemas.Topics;
import io.reelflow.status.job.JobFeed;
import io.reelflow.status.job.JobLog;
import io.reelflow.status.job.LogReader;
import io.reelflow.status.job.LogRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;

/**
 * Hands every event, as it comes in, to whoever wants it. Reads the topic from its end, and after a failure from where it
 * was; parses only what somebody wants, and that once.
 */
@Component
final class LiveEvents extends LogReader implements JobFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final int BATCH = 500;

    private final Map<String, Set<Consumer<LogRecord>>> followers = new ConcurrentHashMap<>();
    private final List<Audience> audiences = new CopyOnWriteArrayList<>();
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);

    LiveEvents(JobLog log) {
        super(log, "status-live", BATCH, LONGEST_PAUSE);
    }

    /** Who may want any event. None of the calls may wait. */
    interface Audience {
        boolean wants(String jobId);

        /** In the order of the log. */
        void hear(LogRecord event);

        /** Events have been lost. */
        void gap();
    }

    /** To be called before the start. */
    void tell(Audience audience) {
        audiences.add(audience);
    }

    @Override
    public Disposable follow(String jobId, Consumer<LogRecord> follower) {
        followers.compute(jobId, (id, present) -> {
            Set<Consumer<LogRecord>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(follower);
            return all;
        });
        return () -> followers.computeIfPresent(jobId, (id, present) -> {
            present.remove(follower);
            return present.isEmpty() ? null : present;
        });
    }

    @Override
    public Map<TopicPartition, Long> positions() throws InterruptedException {
        if (!started.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the live events have not begun to be read");
        }
        return Map.copyOf(next);
    }

    @Override
    protected void read(KafkaConsumer<String, byte[]> opened) {
        var partitions = JobLog.partitions(opened, Topics.JOB_EVENTS);
        opened.assign(partitions);
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions);
        partitions.forEach(each -> opened.seek(each, next.computeIfAbsent(each, ends::get)));
        started.countDown();
        while (!isStopping()) {
            poll(opened);
        }
    }

    private void poll(KafkaConsumer<String, byte[]> opened) {
        try {
            opened.poll(POLL).forEach(this::pass);
        } catch (OffsetOutOfRangeException e) {
            LOG.error("The log no longer holds {}: live events go on from its beginning", e.getMessage());
            opened.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
            e.offsetOutOfRangePartitions().keySet().forEach(each -> next.put(each, opened.position(each)));
            audiences.forEach(Audience::gap);
        }
    }

    /** The position moves before anybody is asked: one who comes between sees a position past the event. */
    private void pass(ConsumerRecord<String, byte[]> entry) {
        next.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
        String jobId = entry.key();
        if (jobId == null) {
            return;
        }
        Set<Consumer<LogRecord>> interested = followers.getOrDefault(jobId, Set.of());
        if (interested.isEmpty() && audiences.stream().noneMatch(each -> each.wants(jobId))) {
            return;
        }
        try {
            LogRecord event = LogRecord.read(entry);
            audiences.forEach(each -> each.hear(event));
            interested.forEach(follower -> follower.accept(event));
        } catch (LogRecord.Unreadable e) {
            LOG.debug("Not readable, the read model keeps it: {}", e.getMessage());
        }
    }
}
