package io.reelflow.status.job;

import io.reelflow.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Knows the accepted jobs that the tables may not hold yet. It reads the commands by their keys alone, so it is at the end of
 * the log while the tables are far behind. What it forgets, the tables hold: who looks here first and there afterwards
 * misses nothing.
 */
@Component
final class CommandTail extends LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(CommandTail.class);

    /** Most jobs known at once: 20 MB of the heap. With as many it reads no further until the tables have. */
    private static final int MOST = 200_000;

    private static final int BATCH = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final LogPositions tables;
    private final LogPositions passed = new LogPositions();
    private final CommandIndex index = new CommandIndex();
    private final Map<TopicPartition, Long> next = new HashMap<>();

    CommandTail(JobLog log, LogPositions tables) {
        super(log, "status-commands", BATCH, LONGEST_PAUSE);
        this.tables = tables;
    }

    /** Completes once all commands before these offsets are known, here or to the tables. */
    Mono<Void> passing(Map<TopicPartition, Long> target) {
        return passed.passing(target);
    }

    /** The job's first command of those that the tables may not hold. */
    Optional<CommandIndex.Place> first(String jobId) {
        return Optional.ofNullable(index.first(UUID.fromString(jobId)));
    }

    @Override
    protected void read(KafkaConsumer<String, byte[]> opened) throws InterruptedException {
        List<TopicPartition> partitions = JobLog.partitions(opened, Topics.JOB_COMMANDS);
        while (!tables.now().keySet().containsAll(partitions)) {
            if (waitFor(POLL)) {
                return;
            }
        }
        opened.assign(partitions);
        Map<TopicPartition, Long> held = tables.now();
        partitions.forEach(each -> opened.seek(each, next.merge(each, held.getOrDefault(each, 0L), Math::max)));
        passed.advance(next);
        while (!isStopping()) {
            poll(opened, partitions);
        }
    }

    private void poll(KafkaConsumer<String, byte[]> opened, List<TopicPartition> partitions) {
        index.forgetBefore(tables.now());
        if (index.size() < MOST) {
            opened.resume(opened.paused());
        } else {
            opened.pause(partitions);
        }
        try {
            opened.poll(POLL).forEach(this::add);
        } catch (OffsetOutOfRangeException e) {
            LOG.error("The log no longer holds {}: commands are read on from its beginning", e.getMessage());
            opened.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
        }
        partitions.forEach(each -> next.put(each, opened.position(each)));
        passed.advance(next);
    }

    private void add(ConsumerRecord<String, byte[]> command) {
        String jobId = command.key();
        if (jobId == null) {
            return;
        }
        try {
            index.add(
                    new TopicPartition(command.topic(), command.partition()), command.offset(), UUID.fromString(jobId));
        } catch (IllegalArgumentException e) {
            LOG.debug("The read model keeps what can not be read: {}", e.getMessage());
        }
    }
}
