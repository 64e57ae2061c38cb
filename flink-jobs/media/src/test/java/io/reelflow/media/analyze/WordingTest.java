package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.Progress;
import io.reelflow.media.analyze.endpoint.ChatSite;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Analysis.EndpointProblem;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Analyze, with an endpoint and without: what was found stays the same, its texts are the endpoint's. */
class WordingTest {
    private static Analyzed analyze(Map<String, String> environment, AnalyzeRequest request) throws Exception {
        return new AnalyzeTask(MediaConfig.fromEnvironment(environment)).run(request, Path.of("."), Progress.NONE);
    }

    private static Map<String, String> environment(ChatSite site) {
        return Map.of(
                "REELFLOW_ANALYZE_ENDPOINT",
                site.url().toString(),
                "REELFLOW_ANALYZE_ENDPOINT_MODEL",
                "small-model",
                "REELFLOW_ANALYZE_ENDPOINT_API_KEY",
                ChatSite.KEY,
                "REELFLOW_ANALYZE_ENDPOINT_TIMEOUT_SECONDS",
                "60");
    }

    private static AnalyzeRequest bike(List<Chapter> chapters) throws Exception {
        Transcript bike = Talks.transcript("en", Talks.lines("talk-bike.txt"));
        return Requests.of(bike, null, bike.duration(), JobOptions.DEFAULTS, chapters);
    }

    @Test
    void theEndpointGivesTheWordsAndWeTheTimes() throws Exception {
        AnalyzeRequest request = bike(List.of());
        Analyzed own = analyze(Map.of(), request);
        try (ChatSite site = new ChatSite(ChatSite.good())) {
            Analyzed analyzed = analyze(environment(site), request);

            Analysis analysis = analyzed.analysis();
            assertThat(analysis.notes()).isEmpty();
            assertThat(analysis.summary()).startsWith("The speaker tells");
            assertThat(analysis.chapters())
                    .extracting(Chapter::start)
                    .isEqualTo(own.analysis().chapters().stream()
                            .map(Chapter::start)
                            .toList());
            assertThat(analysis.chapters())
                    .allMatch(chapter -> chapter.title().startsWith("What the speaker thinks about number"));
            assertThat(analysis.topics())
                    .hasSameSizeAs(own.analysis().topics())
                    .allMatch(topic -> topic.name().startsWith("The subject of"));
            assertThat(analysis.highlights()).isEqualTo(own.analysis().highlights());
            assertThat(analyzed.clips().clips())
                    .extracting(Planned::clipId)
                    .isEqualTo(own.clips().clips().stream().map(Planned::clipId).toList());
            assertThat(analyzed.clips().clips()).allSatisfy(clip -> {
                assertThat(clip.title()).startsWith("What everybody should know");
                assertThat(clip.transcriptSegment()).startsWith(Objects.requireNonNull(clip.hook()));
                assertThat(clip.hashtags()).containsExactly("#ATag", "#AnotherTag");
            });
            Analysis.Endpoint origin = Objects.requireNonNull(analysis.endpoint());
            assertThat(origin.model()).isEqualTo("small-model");
            assertThat(origin.wrote())
                    .contains("summary", "keywords", "chapters", "topics")
                    .containsAll(analyzed.clips().clips().stream()
                            .map(Planned::clipId)
                            .toList());
            assertThat(origin.fallbacks()).isEmpty();
            assertThat(Json.text(analyzed)).doesNotContain(ChatSite.KEY);
            assertThat(Json.read(Json.bytes(analyzed), Analyzed.class)).isEqualTo(analyzed);
        }
    }

    @Test
    void withoutAnAnswerOurOwnResultStandsAndANoteSaysSo() throws Exception {
        AnalyzeRequest request = bike(List.of());
        Analyzed own = analyze(Map.of(), request);
        try (ChatSite site = new ChatSite(ChatSite.status(503, "busy"))) {
            Analyzed analyzed = analyze(environment(site), request);

            assertThat(analyzed.clips()).isEqualTo(own.clips());
            assertThat(analyzed.analysis().summary()).isEqualTo(own.analysis().summary());
            assertThat(analyzed.analysis().chapters()).isEqualTo(own.analysis().chapters());
            assertThat(analyzed.analysis().notes())
                    .singleElement(as(STRING))
                    .startsWith("ANALYZE_ENDPOINT_UNAVAILABLE: HTTP 503; our own models' stand: summary, keywords");
            Analysis.Endpoint origin =
                    Objects.requireNonNull(analyzed.analysis().endpoint());
            assertThat(origin.wrote()).isEmpty();
            assertThat(origin.fallbacks())
                    .allMatch(fallback -> fallback.code() == EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE);
        }
    }

    @Test
    void thePublishersChaptersAreNotRenamed() throws Exception {
        var chapters = List.of(new Chapter(0, 60, "Then"), new Chapter(60, 200, "Now"));
        try (ChatSite site = new ChatSite(ChatSite.good())) {
            Analyzed analyzed = analyze(environment(site), bike(chapters));

            assertThat(analyzed.analysis().chapters()).isEqualTo(chapters);
            assertThat(analyzed.analysis().notes()).isEmpty();
            assertThat(site.requests.get(0).data().path("chapters").size()).isZero();
        }
    }

    @Test
    void nothingIsAskedAboutAFewWords() throws Exception {
        try (ChatSite site = new ChatSite(ChatSite.good())) {
            Transcript hello = Talks.transcript("en", List.of("Hello there."));
            Analyzed analyzed = analyze(environment(site), Requests.of(hello, null, 20));

            assertThat(site.requests).isEmpty();
            assertThat(analyzed.analysis().endpoint()).isNull();
        }
    }
}
