package io.reelflow.status.job;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Where the first command of each job stands, for a stretch of the log. Takes about 100 bytes a job. */
final class CommandIndex {
    private final Map<TopicPartition, LinkedHashMap<UUID, Long>> firsts = new HashMap<>();

    /** A record of the log. */
    record Place(TopicPartition partition, long offset) {}

    /** Commands come in the order of their partition. */
    synchronized void add(TopicPartition partition, long offset, UUID jobId) {
        firsts.computeIfAbsent(partition, ignored -> new LinkedHashMap<>()).putIfAbsent(jobId, offset);
    }

    /** Null where no command of the job is in the stretch. */
    synchronized @Nullable Place first(UUID jobId) {
        for (var each : firsts.entrySet()) {
            Long offset = each.getValue().get(jobId);
            if (offset != null) {
                return new Place(each.getKey(), offset);
            }
        }
        return null;
    }

    /** The stretch now begins at these offsets. */
    synchronized void forgetBefore(Map<TopicPartition, Long> offsets) {
        firsts.forEach((partition, commands) -> {
            long begin = offsets.getOrDefault(partition, 0L);
            Iterator<Long> oldest = commands.values().iterator();
            while (oldest.hasNext() && oldest.next() < begin) {
                oldest.remove();
            }
        });
    }

    synchronized int size() {
        return firsts.values().stream().mapToInt(Map::size).sum();
    }
}
