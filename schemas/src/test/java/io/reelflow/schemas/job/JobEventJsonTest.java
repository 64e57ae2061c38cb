package io.reelflow.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/** Written by hand or by Jackson, an event is the same. */
class JobEventJsonTest {
    @JsonSerialize(using = ValueSerializer.None.class)
    private interface ByItself {}

    private static final JsonMapper JACKSON =
            Json.MAPPER.rebuild().addMixIn(JobEvent.class, ByItself.class).build();

    private static final JobEvent EVERYTHING = new JobEvent(
            "event \"1\"",
            1,
            Instant.parse("2026-11-22T10:00:00.123456Z"),
            "job",
            "video",
            JobEventType.STAGE_COMPLETED,
            2,
            Stage.EXTRACTING_METADATA,
            3,
            4,
            0.25,
            "Ünïcode \n",
            Counters.clips(1L, 2L),
            Failure.of(ErrorCode.INTERNAL, "Something", Stage.DOWNLOADING),
            new StageRun(1.5, 0.5, 10L, "base", "1", true),
            Json.read("""
                    {"job_id": "job", "video_id": "video", "url": "https://example.org/", "job_type": "shorts", "priority": 5}
                    """.getBytes(java.nio.charset.StandardCharsets.UTF_8), Job.class),
            "manifest",
            new ChannelRun("title", 1, 2, 3, Map.of("live", 1L), 4L, 5, true),
            Instant.parse("2026-11-23T10:00:00Z"));

    @Test
    void everyFieldIsWritten() {
        JsonNode written = Json.MAPPER.readTree(Json.bytes(EVERYTHING));
        assertThat(written.size()).isEqualTo(JobEvent.class.getRecordComponents().length);
        assertThat(written).isEqualTo(Json.MAPPER.readTree(JACKSON.writeValueAsBytes(EVERYTHING)));
        assertThat(Json.read(Json.bytes(EVERYTHING), JobEvent.class)).isEqualTo(EVERYTHING);
    }

    static List<JobEvent> sparse() {
        return List.of(
                EVERYTHING.withoutJob().withNextCheck(null),
                new JobEvent(
                        "event",
                        1,
                        Instant.EPOCH,
                        "job",
                        "video",
                        JobEventType.STARTED,
                        1,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @MethodSource("sparse")
    void whatIsNotThereIsLeftOut(JobEvent event) {
        assertThat(Json.MAPPER.readTree(Json.bytes(event)))
                .isEqualTo(Json.MAPPER.readTree(JACKSON.writeValueAsBytes(event)));
    }
}
