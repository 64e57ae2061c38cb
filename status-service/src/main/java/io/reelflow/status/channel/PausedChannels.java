package io.reelflow.status.channel;

import io.reelflow.access.CompactedTopic;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.status.StatusConfig;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Which channels are paused by themselves; none until that has been read. */
@Component
class PausedChannels implements DisposableBean {
    private final CompactedTopic<IntakeControl> topic;
    private volatile Set<String> paused = Set.of();

    PausedChannels(StatusConfig config) {
        topic = new CompactedTopic<>(config.kafka(), Topics.INTAKE_CONTROLS, IntakeControl.class, this::take);
    }

    private void take(Map<String, IntakeControl> controls) {
        paused = controls.values().stream()
                .filter(each -> each.scope() == IntakeControl.Scope.CHANNEL && each.quota() == null && each.paused())
                .map(IntakeControl::target)
                .filter(Objects::nonNull)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(String channelId) {
        return paused.contains(channelId);
    }

    @Override
    public void destroy() {
        topic.close();
    }
}
