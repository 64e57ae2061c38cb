package io.reelflow.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JudgementTest {
    private static List<String> judge(String expect, String job) {
        JsonNode truth = Json.MAPPER.readTree(expect);
        return Judgement.of(new EdgeCase(Path.of("film.mp4"), truth), Json.MAPPER.readTree(job), null);
    }

    @Test
    void whatCanNotBeReadHasToFailWithACodeThatBlamesTheFile() {
        String failed = "{\"status\": \"failed\", \"error\": {\"code\": \"%s\", \"message\": \"\"}}";
        assertThat(judge("{\"ok\": false}", failed.formatted("MEDIA_UNREADABLE")))
                .isEmpty();
        assertThat(judge("{\"ok\": false}", failed.formatted("INTERNAL"))).hasSize(1);
        assertThat(judge("{\"ok\": true}", failed.formatted("MEDIA_UNREADABLE")))
                .hasSize(1);
        assertThat(judge("{\"ok\": false}", "{\"status\": \"completed\"}")).isNotEmpty();
    }

    @Test
    void whatIsReadInPartHasToWarn() {
        String completed = "{\"status\": \"completed\", \"warnings\": %s}";
        assertThat(judge("{\"ok\": \"partial\"}", completed.formatted("[]")))
                .anyMatch(wrong -> wrong.contains("nothing warns"));
        assertThat(judge("{\"ok\": \"partial\"}", completed.formatted("[\"cut\"]")))
                .noneMatch(wrong -> wrong.contains("nothing warns"));
    }

    @Test
    void whatHasNotEndedIsWrong() {
        assertThat(judge("{\"ok\": true}", "{\"status\": \"processing\"}")).hasSize(1);
    }
}
