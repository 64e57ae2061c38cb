package io.reelflow.media.analyze.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.analyze.endpoint.ChatSite.Answer;
import io.reelflow.media.analyze.endpoint.Draft.Passage;
import io.reelflow.media.analyze.endpoint.Texts.ClipText;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Analysis.EndpointProblem;
import io.reelflow.schemas.result.Analysis.Fallback;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class EndpointTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SENTENCES = List.of(
            "Coffee was first grown in Ethiopia, and traders brought it to Yemen.",
            "By the year sixteen hundred, people in Venice drank it in public houses.",
            "An espresso machine presses hot water through finely ground beans.",
            "The pressure is nine times that of the air around us.",
            "Caffeine blocks the signal that tells the brain that it is tired.",
            "So drink the last cup before three in the afternoon.");
    private static final Draft DRAFT = new Draft(
            "en",
            SENTENCES,
            List.of(0, 2, 4),
            List.of(List.of("coffee", "Ethiopia"), List.of("espresso machine")),
            List.of(new Passage("clip_a", SENTENCES.get(2)), new Passage("clip_b", SENTENCES.get(4))));
    private static final String[] ALL = {"summary", "keywords", "chapters", "topics", "clip_a", "clip_b"};

    private static Texts write(ChatSite site, Draft draft, Duration time) throws InterruptedException {
        return new Endpoint(site.settings(time)).write(draft, message -> {});
    }

    private static Texts write(Answer answer) throws Exception {
        try (ChatSite site = new ChatSite(answer)) {
            return write(site, DRAFT, PATIENCE);
        }
    }

    private static void assertNothing(Texts texts, EndpointProblem problem) {
        assertThat(texts.summary()).isNull();
        assertThat(texts.keywords()).isNull();
        assertThat(texts.chapters()).isNull();
        assertThat(texts.topics()).isNull();
        assertThat(texts.clips()).isEmpty();
        assertThat(texts.fallbacks()).extracting(Fallback::part).containsExactly(ALL);
        assertThat(texts.fallbacks()).extracting(Fallback::code).containsOnly(problem);
    }

    @Test
    void rightAnswersAreTaken() throws Exception {
        Texts texts = write(ChatSite.good());

        assertThat(texts.fallbacks()).isEmpty();
        assertThat(texts.summary()).startsWith("The speaker tells");
        assertThat(texts.keywords()).contains("Coffee", "Ethiopia").hasSizeLessThanOrEqualTo(15);
        assertThat(texts.chapters())
                .containsExactly(
                        "What the speaker thinks about number 0",
                        "What the speaker thinks about number 2",
                        "What the speaker thinks about number 4");
        assertThat(texts.topics()).containsExactly("The subject of number 0", "The subject of number 1");
        assertThat(texts.clips()).containsOnlyKeys("clip_a", "clip_b");
        ClipText clip = Objects.requireNonNull(texts.clips().get("clip_b"));
        assertThat(clip.hook()).isEqualTo("Caffeine blocks the signal");
        assertThat(clip.hashtags()).containsExactly("#ATag", "#AnotherTag");
    }

    @Test
    void textAloneIsSentWithTheKeyInItsHeaderAndASchemaOfTheAnswer() throws Exception {
        try (ChatSite site = new ChatSite(ChatSite.good())) {
            write(site, DRAFT, PATIENCE);

            assertThat(site.requests).hasSize(2).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/v1/chat/completions");
                assertThat(request.authorization()).isEqualTo("Bearer " + ChatSite.KEY);
                assertThat(request.body()).doesNotContain(ChatSite.KEY);
                assertThat(request.json().path("model").asString()).isEqualTo("small-model");
                assertThat(request.json().path("messages").size()).isEqualTo(2);
                request.json()
                        .path("messages")
                        .forEach(message ->
                                assertThat(message.path("content").isString()).isTrue());
                var format = request.json().path("response_format");
                assertThat(format.path("type").asString()).isEqualTo("json_schema");
                assertThat(format.path("json_schema").path("strict").asBoolean())
                        .isTrue();
            });
            assertThat(site.requests.get(0).data().propertyNames())
                    .containsExactlyInAnyOrder("sentences", "chapters", "topics");
            assertThat(site.requests.get(0).data().path("sentences").size()).isEqualTo(SENTENCES.size());
            assertThat(site.requests.get(1).data().propertyNames()).containsExactly("clips");
        }
    }

    @Test
    void aServerWithoutSchemasIsAskedInPlainWords() throws Exception {
        Answer picky = (exchange, request) -> {
            if (request.has("response_format")) {
                ChatSite.send(exchange, 400, "{\"error\":{\"message\":\"response_format is unavailable\"}}");
            } else {
                ChatSite.good().to(exchange, request);
            }
        };
        try (ChatSite site = new ChatSite(picky)) {
            assertThat(write(site, DRAFT, PATIENCE).fallbacks()).isEmpty();
            assertThat(site.requests).as("refused, again, clips").hasSize(3);
        }
    }

    @Test
    void wordsAndFencesAroundAnAnswerArePassedOver() throws Exception {
        Answer fenced = ChatSite.content(request -> "Sure!\n```json\n" + ChatSite.rightAnswer(request) + "\n```\nBye.");
        assertThat(write(fenced).fallbacks()).isEmpty();
    }

    static Stream<Arguments> wrongInOnePart() {
        return Stream.of(
                Arguments.of("summary", "/summary", "\"Short.\""),
                Arguments.of("summary", "/summary", "\"" + "Coffee is made of beans. ".repeat(60) + "\""),
                Arguments.of("summary", "/summary", "\"The talk begins with coffee, and at 12:34 it turns to tea.\""),
                Arguments.of(
                        "summary", "/summary", "\"Coffee is good. More of it at https://coffee.example/buy now.\""),
                Arguments.of("summary", "/summary", "\"Coffee <script>alert('is good')</script> for all of us here.\""),
                Arguments.of(
                        "summary",
                        "/summary",
                        "\"Der Vortrag handelt davon, woher der Kaffee kommt und wie man ihn am besten zubereitet.\""),
                Arguments.of("keywords", "/keywords", "[\"coffee\",\"tea\",\"chocolate\",\"lemonade\"]"),
                Arguments.of("chapters", "/chapters/1/sentence", "3"),
                Arguments.of("chapters", "/chapters/2/sentence", "99"),
                Arguments.of("chapters", "/chapters/0/sentence", "-1"),
                Arguments.of("chapters", "/chapters/0/title", "\"00:00 Introduction\""),
                Arguments.of("chapters", "/chapters/0/title", "\"What the speaker thinks about number 2\""),
                Arguments.of("topics", "/topics/1/topic", "0"),
                Arguments.of("topics", "/topics/1/name", "\"\""),
                Arguments.of("clip_b", "/clips/1/hook", "\"You will never believe this\""),
                Arguments.of("clip_a", "/clips/0/title", "\"" + "A title ".repeat(10) + "\""),
                Arguments.of("clip_a", "/clips/0/hashtags", "[\"#two words\"]"),
                Arguments.of("clip_a", "/clips/0/tags", "[]"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongInOnePart(String part, String pointer, String value) throws Exception {
        Texts texts = write(ChatSite.saying(answer -> with(answer, pointer, value)));

        assertThat(texts.fallbacks()).singleElement().satisfies(fallback -> {
            assertThat(fallback.part()).isEqualTo(part);
            assertThat(fallback.code()).isEqualTo(EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
        });
        assertThat(texts.clips()).hasSize(part.startsWith("clip") ? 1 : 2);
        assertThat(texts.summary() == null).isEqualTo(part.equals("summary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am sorry, I can not do that.",
                "{\"summary\": \"It ends in the mid",
                "{}",
                "[1, 2]",
                "{\"summary\":null,\"keywords\":[null],\"chapters\":[null],\"topics\":[],\"clips\":[null]}",
            })
    void anAnswerOfAnotherShapeIsWrong(String content) throws Exception {
        assertNothing(write(ChatSite.content(request -> content)), EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
    }

    @Test
    void aFieldThatNobodyAskedForIsWrong() throws Exception {
        Texts texts = write(ChatSite.saying(answer -> {
            answer.path("chapters").forEach(chapter -> ((ObjectNode) chapter).put("start", 12.5));
            return answer;
        }));
        assertThat(texts.chapters()).as("an invented time").isNull();
        assertThat(texts.clips()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>It works!</html>", "{\"choices\": []}", "", "null"})
    void whatIsNoCompletionIsWrong(String body) throws Exception {
        assertNothing(write(ChatSite.status(200, body)), EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
    }

    @Test
    void anAnswerThatWasCutIsWrong() throws Exception {
        Answer cut = (exchange, request) -> ChatSite.send(
                exchange, 200, ChatSite.completion(ChatSite.rightAnswer(request).toString(), "length"));
        assertNothing(write(cut), EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"401,1", "404,1", "429,1", "500,1", "503,1", "400,2"})
    void aRefusalEndsTheQuestions(int status, int questions) throws Exception {
        try (ChatSite site = new ChatSite(ChatSite.status(status, "{\"error\":\"no\"}"))) {
            Texts texts = write(site, DRAFT, PATIENCE);

            assertNothing(texts, EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE);
            assertThat(texts.fallbacks()).extracting(Fallback::reason).containsOnly("HTTP " + status);
            assertThat(site.requests).hasSize(questions);
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (ChatSite other = new ChatSite(ChatSite.good());
                ChatSite site = new ChatSite(ChatSite.status(307, "", "Location", other.url() + "/chat/completions"))) {
            Texts texts = write(site, DRAFT, PATIENCE);

            assertNothing(texts, EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE);
            assertThat(other.requests).isEmpty();
        }
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        ChatSite closed = new ChatSite(ChatSite.good());
        closed.close();
        assertNothing(write(closed, DRAFT, PATIENCE), EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE);
    }

    @Test
    void aConnectionThatEndsShortIsUnavailable() throws Exception {
        Answer half = (exchange, request) -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write('{');
        };
        assertNothing(write(half), EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedFor() throws Exception {
        var never = new CountDownLatch(1);
        try (ChatSite site = new ChatSite((exchange, request) -> never.await())) {
            Texts texts = write(site, DRAFT, Duration.ofSeconds(1));

            assertNothing(texts, EndpointProblem.ANALYZE_ENDPOINT_TOO_SLOW);
            assertThat(texts.fallbacks()).extracting(Fallback::reason).containsOnly("not answered within 1 s");
        }
    }

    @Test
    void anAnswerThatTricklesIsNotWaitedFor() throws Exception {
        var never = new CountDownLatch(1);
        Answer trickle = (exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("  ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            never.await();
        };
        try (ChatSite site = new ChatSite(trickle)) {
            assertNothing(write(site, DRAFT, Duration.ofSeconds(1)), EndpointProblem.ANALYZE_ENDPOINT_TOO_SLOW);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotRead() throws Exception {
        Answer endless = (exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(block); // until the other end hangs up
            }
        };
        assertNothing(write(endless), EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER);
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        var never = new CountDownLatch(1);
        try (ChatSite site = new ChatSite((exchange, request) -> never.await())) {
            var writing = new FutureTask<>(() -> write(site, DRAFT, PATIENCE));
            Thread thread = new Thread(writing);
            thread.start();
            Awaitility.await().until(() -> site.requests.size() == 1);
            thread.interrupt();
            assertThatThrownBy(writing::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aLongTalkIsAskedAboutInPiecesThatFit() throws Exception {
        List<String> hour = IntStream.range(0, 600)
                .mapToObj(i -> SENTENCES.get(i % SENTENCES.size()))
                .toList();
        Draft draft = new Draft(
                "en",
                hour,
                List.of(0, 100, 200, 300, 400, 500),
                DRAFT.topics(),
                IntStream.range(0, 40)
                        .mapToObj(i -> new Passage("clip_" + i, String.join(" ", hour.subList(i, i + 10))))
                        .toList());
        try (ChatSite site = new ChatSite(ChatSite.good())) {
            Texts texts = write(site, draft, PATIENCE);

            assertThat(texts.fallbacks()).isEmpty();
            assertThat(texts.summary()).isNotBlank();
            assertThat(texts.chapters()).hasSize(6);
            assertThat(texts.clips()).hasSize(40);
            assertThat(site.requests)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(request ->
                            assertThat(Tokens.of(request.data().toString())).isLessThan(8_000 - 1_500));
            assertThat(site.requests.stream().filter(r -> r.data().has("parts")))
                    .hasSize(1);
        }
    }

    @Test
    void theKeyIsInNoLogAndNoResult() throws Exception {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        Texts texts;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (ChatSite site = new ChatSite(ChatSite.status(401, "{\"error\":\"wrong key " + ChatSite.KEY + "\"}"))) {
            texts = write(site, DRAFT, PATIENCE);
            assertThat(site.settings(PATIENCE).toString()).doesNotContain(ChatSite.KEY);
            assertThat(site.settings(PATIENCE).shape()).doesNotContain(ChatSite.KEY);
        } finally {
            System.setErr(before);
        }
        assertThat(Json.text(texts)).doesNotContain(ChatSite.KEY);
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(ChatSite.KEY);
    }

    /** Sets what a pointer names, where it is there. */
    private static ObjectNode with(ObjectNode answer, String pointer, String value) {
        int slash = pointer.lastIndexOf('/');
        var parent = answer.at(pointer.substring(0, slash));
        if (parent instanceof ObjectNode object && object.has(pointer.substring(slash + 1))) {
            object.set(pointer.substring(slash + 1), Json.MAPPER.readTree(value));
        }
        return answer;
    }
}
