package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Topics;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class CommandIndexTest {
    private static final TopicPartition ONE = new TopicPartition(Topics.JOB_COMMANDS, 1);
    private static final TopicPartition TWO = new TopicPartition(Topics.JOB_COMMANDS, 2);

    private final CommandIndex index = new CommandIndex();

    @Test
    void theFirstCommandOfAJobIsFoundUntilTheStretchBeginsAfterIt() {
        UUID repeated = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        index.add(ONE, 7, repeated);
        index.add(ONE, 8, other);
        index.add(ONE, 9, repeated);
        index.add(TWO, 3, UUID.randomUUID());
        assertThat(index.first(repeated)).isEqualTo(new CommandIndex.Place(ONE, 7));
        index.forgetBefore(Map.of(ONE, 7L));
        assertThat(index.first(repeated)).isNotNull();
        index.forgetBefore(Map.of(ONE, 8L));
        assertThat(index.first(repeated)).isNull();
        assertThat(index.first(other)).isEqualTo(new CommandIndex.Place(ONE, 8));
        assertThat(index.size()).isEqualTo(2);
        index.add(ONE, 12, repeated);
        assertThat(index.first(repeated)).isEqualTo(new CommandIndex.Place(ONE, 12));
    }
}
