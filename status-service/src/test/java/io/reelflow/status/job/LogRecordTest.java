package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.status.Scenes;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogRecordTest {
    private static final Job JOB = Scenes.job("record");

    @Test
    void aCommandIsTheFirstEventOfItsJobAndHasNoPositionInIt() throws Exception {
        LogRecord read = LogRecord.read(entry(Topics.JOB_COMMANDS, Json.text(Scenes.command(JOB))));
        assertThat(read.event().job()).isEqualTo(JOB);
        assertThat(read.sequence()).isEqualTo(-1);
    }

    @Test
    void theOffsetIsTheSequence() throws Exception {
        LogRecord read = LogRecord.read(entry(Topics.JOB_EVENTS, Json.text(Scenes.queued(JOB))));
        assertThat(read.event()).isEqualTo(Scenes.queued(JOB));
        assertThat(read.sequence()).isEqualTo(7);
    }

    @Test
    void aNulIsTakenOutAndAnEscapedBackslashBeforeItIsNot() throws Exception {
        String json = Json.text(Scenes.queued(JOB)).replace("Waits for room", "a\\u0000b\\\\u0000c\\\\\\u0000d");
        assertThat(LogRecord.read(entry(Topics.JOB_EVENTS, json)).event().message())
                .isEqualTo("ab\\u0000c\\d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "null", "not json", "{\"job_id\": \"no uuid\"}", "{\"type\": \"unheard_of\"}"})
    void whatIsNoEventIsUnreadable(String json) {
        assertThatThrownBy(() -> LogRecord.read(entry(Topics.JOB_EVENTS, json)))
                .isInstanceOf(LogRecord.Unreadable.class);
        assertThatThrownBy(() -> LogRecord.read(entry(Topics.JOB_COMMANDS, json)))
                .isInstanceOf(LogRecord.Unreadable.class);
    }

    private static ConsumerRecord<String, byte[]> entry(String topic, String json) {
        return new ConsumerRecord<>(topic, 2, 7, JOB.jobId(), json.getBytes(StandardCharsets.UTF_8));
    }
}
