package io.reelflow.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobRequestTest {
    @Test
    void optionsKeepTheirTypesAndDotsGoDown() {
        var options = new LinkedHashMap<String, String>();
        options.put("max_clips", "3");
        options.put("language", "en");
        options.put("captions.burn", "false");
        options.put("captions.style", "boxed");

        var body = new JobRequest("shorts", 2, options).body("https://example.org/a.mp4");

        assertThat(Json.text(body))
                .isEqualTo("{\"url\":\"https://example.org/a.mp4\",\"job_type\":\"shorts\",\"priority\":2,"
                        + "\"options\":{\"max_clips\":3,\"language\":\"en\","
                        + "\"captions\":{\"burn\":false,\"style\":\"boxed\"}}}");
    }

    @Test
    void whatIsNotNamedIsLeftToTheApi() {
        assertThat(Json.text(new JobRequest(null, null, Map.of()).body("https://example.org/a.mp4")))
                .isEqualTo("{\"url\":\"https://example.org/a.mp4\"}");
    }
}
