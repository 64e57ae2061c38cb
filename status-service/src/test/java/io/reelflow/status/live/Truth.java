package io.reelflow.status.live;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the log says: positions of the transitions of each job, read once more from the beginning. */
final class Truth {
    private Truth() {}

    static Map<String, List<Long>> transitions(String servers) {
        Map<String, List<Long>> transitions = new HashMap<>();
        Map<String, JobState> states = new HashMap<>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.JOB_EVENTS).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(each -> consumer.position(each.getKey()) < each.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(entry -> {
                    JobEvent event = Json.read(entry.value(), JobEvent.class);
                    JobState before = states.get(event.jobId());
                    JobState after = JobState.fold(before, event, entry.offset());
                    states.put(event.jobId(), after);
                    if (!after.equals(before) && !isProgress(event.type())) {
                        transitions
                                .computeIfAbsent(event.jobId(), id -> new ArrayList<>())
                                .add(entry.offset());
                    }
                });
            }
        }
        return transitions;
    }

    private static boolean isProgress(JobEventType type) {
        return type == JobEventType.STAGE_PROGRESSED || type == JobEventType.HEARTBEAT;
    }
}
