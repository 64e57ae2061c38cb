package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.KafkaEnds;
import io.reelflow.dataflow.sink.KafkaEventPublisher;
import io.reelflow.dataflow.sink.TopicListener;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.WorkStop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class WorkStopsIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void everyStopIsHeardWhetherItCameBeforeOrAfterThisProcess() throws Exception {
        Queue<WorkStop> heard = new ConcurrentLinkedQueue<>();
        try (KafkaBroker kafka = new KafkaBroker(Files.createDirectory(directory.resolve("kafka")))) {
            try (TopicListener<WorkStop> early =
                            WorkStops.listen(kafka.bootstrapServers(), Clock.systemUTC(), heard::add);
                    KafkaEventPublisher publisher = new KafkaEventPublisher(kafka.bootstrapServers())) {
                assertThat(early).isNotNull(); // it waits for the topic
                new KafkaEnds(kafka.bootstrapServers()).createMissingTopics();
                List<WorkStop> before =
                        IntStream.range(0, 20).mapToObj(WorkStopsIT::stop).toList();
                before.forEach(publisher::stop);
                publisher.flush();
                Awaitility.await().atMost(LONG).until(() -> heard.containsAll(before));
                kafka.send(Topics.WORK_STOPS, "x", "no message".getBytes(StandardCharsets.UTF_8));

                Queue<WorkStop> heardLater = new ConcurrentLinkedQueue<>();
                try (TopicListener<WorkStop> later =
                        WorkStops.listen(kafka.bootstrapServers(), Clock.systemUTC(), heardLater::add)) {
                    assertThat(later).isNotNull();
                    Awaitility.await().atMost(LONG).until(() -> heardLater.containsAll(before));
                    WorkStop after = stop(99);
                    publisher.stop(after);
                    Awaitility.await().atMost(LONG).until(() -> heard.contains(after) && heardLater.contains(after));
                }
            }
        }
    }

    @Test
    void whatIsOlderThanTheLookBackIsPassedOver() throws Exception {
        Queue<WorkStop> heard = new ConcurrentLinkedQueue<>();
        Clock inTwoHours = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
        try (KafkaBroker kafka = new KafkaBroker(Files.createDirectory(directory.resolve("kafka")));
                KafkaEventPublisher publisher = new KafkaEventPublisher(kafka.bootstrapServers())) {
            new KafkaEnds(kafka.bootstrapServers()).createMissingTopics();
            publisher.stop(stop(1));
            publisher.flush();
            try (TopicListener<WorkStop> listener =
                    WorkStops.listen(kafka.bootstrapServers(), inTwoHours, heard::add)) {
                assertThat(listener).isNotNull();
                // Said until it is heard: the listener may not have looked for the end before the first of them.
                Awaitility.await().atMost(LONG).until(() -> {
                    publisher.stop(stop(2));
                    return !heard.isEmpty();
                });
                assertThat(heard).extracting(WorkStop::epoch).containsOnly(2L);
            }
        }
    }

    private static WorkStop stop(int number) {
        return new WorkStop(WorkStop.VERSION, TIME, Jobs.id("job-" + number), number);
    }
}
