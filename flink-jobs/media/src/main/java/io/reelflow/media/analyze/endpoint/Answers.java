package io.reelflow.media.analyze.endpoint;

import com.fasterxml.jackson.annotation.Nulls;
import io.reelflow.schemas.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads answers: the object that was asked for, no field more and none less. */
final class Answers {
    private static final JsonMapper STRICT = Json.MAPPER
            .rebuild()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .build();

    private Answers() {}

    record OfTalk(String summary, List<String> keywords, List<Titled> chapters, List<Named> topics) {}

    record Titled(int sentence, String title) {}

    record Named(int topic, String name) {}

    record OfClips(List<OfClip> clips) {}

    record OfClip(int clip, String title, String description, String hook, List<String> tags, List<String> hashtags) {}

    /** Prose and fences around the object are passed over: servers without {@code json_schema} let models add them. */
    static <T> T read(String answer, Class<T> type) throws EndpointException {
        int from = answer.indexOf('{');
        int to = answer.lastIndexOf('}');
        if (from < 0 || to < from) {
            throw EndpointException.wrong("the answer is no JSON object");
        }
        T read;
        try {
            read = STRICT.readValue(answer.substring(from, to + 1), type);
        } catch (JacksonException e) {
            throw EndpointException.wrong("the answer is no JSON object of the shape asked for");
        }
        return read;
    }
}
