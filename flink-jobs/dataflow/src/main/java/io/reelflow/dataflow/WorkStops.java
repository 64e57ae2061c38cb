package io.reelflow.dataflow;

import io.reelflow.dataflow.sink.TopicListener;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.WorkStop;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** What every process hears beside the dataflow, from an hour back: one that was away knows what it missed. */
final class WorkStops {
    static final Duration LOOK_BACK = Duration.ofHours(1);

    private WorkStops() {}

    /** Begins to listen; does not wait for the broker. */
    static TopicListener<WorkStop> listen(String bootstrapServers, Clock clock, Consumer<WorkStop> stops) {
        return listen(bootstrapServers, Topics.WORK_STOPS, WorkStop.class, clock, stops);
    }

    /** The same of how sources take visits. */
    static TopicListener<SourceReport> reports(String bootstrapServers, Clock clock, Consumer<SourceReport> reports) {
        return listen(bootstrapServers, Topics.SOURCE_REPORTS, SourceReport.class, clock, reports);
    }

    private static <M> TopicListener<M> listen(
            String bootstrapServers, String topic, Class<M> type, Clock clock, Consumer<M> heard) {
        return TopicListener.listen(
                bootstrapServers,
                topic,
                type,
                (consumer, partitions) -> seek(
                        consumer, partitions, clock.instant().minus(LOOK_BACK).toEpochMilli()),
                heard,
                () -> {});
    }

    private static void seek(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long since) {
        // The ends first: what comes between the two questions is younger than both answers.
        Map<TopicPartition, Long> begin = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, since));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(asked).entrySet()) {
            if (found.getValue() != null) {
                begin.put(found.getKey(), found.getValue().offset());
            }
        }
        begin.forEach(consumer::seek);
    }
}
