package io.reelflow.status.job;

import io.reelflow.schemas.ConsumerGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How far those who read the log are behind its end. */
@Component
public final class LogLag {
    private final JobLog log;
    private final LogPositions tables;

    LogLag(JobLog log, LogPositions tables) {
        this.log = log;
        this.tables = tables;
    }

    /**
     * @param reader {@code read_model} (the tables of this service) or {@code dataflow} (as of its last checkpoint)
     * @param records that it has not read
     */
    public record Lag(String reader, String topic, long records) {}

    /** A reader that was never heard of has none. */
    public Mono<List<Lag>> now() {
        return log.committed(ConsumerGroups.DATAFLOW).flatMap(dataflow -> {
            Map<TopicPartition, Long> own = tables.now();
            var names = new ArrayList<String>();
            own.keySet().forEach(each -> names.add(each.topic()));
            dataflow.keySet().forEach(each -> names.add(each.topic()));
            return log.ends(names.stream().distinct().toList()).map(ends -> {
                var all = new ArrayList<Lag>();
                all.addAll(behind("read_model", own, ends));
                all.addAll(behind("dataflow", dataflow, ends));
                return all;
            });
        });
    }

    private static List<Lag> behind(String reader, Map<TopicPartition, Long> at, Map<TopicPartition, Long> ends) {
        var byTopic = new TreeMap<String, Long>();
        at.forEach((partition, next) ->
                byTopic.merge(partition.topic(), Math.max(0, ends.getOrDefault(partition, next) - next), Long::sum));
        return byTopic.entrySet().stream()
                .map(each -> new Lag(reader, each.getKey(), each.getValue()))
                .toList();
    }
}
