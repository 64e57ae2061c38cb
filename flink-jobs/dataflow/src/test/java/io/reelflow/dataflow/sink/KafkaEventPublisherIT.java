package io.reelflow.dataflow.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.KafkaBroker;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class KafkaEventPublisherIT {
    private static final int EVENTS = 500;

    /** A small part of what is published, compressed. */
    private static final int BUFFER = 32 << 10;

    @TempDir
    Path directory;

    @Test
    void whoIsInterruptedWhileTheBufferIsFullStillHasItsSayAndIsInterruptedAfterwards() throws Exception {
        List<JobEvent> events = IntStream.range(0, EVENTS)
                .mapToObj(KafkaEventPublisherIT::event)
                .toList();
        try (KafkaBroker kafka = new KafkaBroker(directory)) {
            new KafkaEnds(kafka.bootstrapServers()).createMissingTopics();
            try (var publisher = new KafkaEventPublisher(kafka.bootstrapServers(), BUFFER)) {
                for (JobEvent each : events) {
                    Thread.currentThread().interrupt();
                    publisher.publish(each);
                    assertThat(Thread.interrupted()).isTrue();
                }
                publisher.flush();
            }
            assertThat(kafka.messages(Topics.JOB_EVENTS, JobEvent.class)).containsExactlyElementsOf(events);
        }
    }

    private static JobEvent event(int number) {
        var random = new Random(number);
        String message = random.ints(100).mapToObj(Integer::toHexString).collect(Collectors.joining());
        return JobEvent.of(Jobs.job("talkative"), JobEventType.HELD, 1, Instant.EPOCH, message);
    }
}
