package io.reelflow.status.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class SearchIT {
    @TempDir
    static Path directory;

    private static Surroundings all;
    private static FilledTables tables;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory);
        all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("index").toString()));
        tables = new FilledTables(all.database.admin());
        tables.video("hearts", "alice", "Matters of the heart", "en", "2026-03-01")
                .segment(0, 4, "The president spoke of hearts & <minds>.", "Anna")
                .segment(4, 9.5, "To be or not to be, that is the question.", "Ben")
                .segment(9.5, 12, "Café society in the state of the art.", "Anna")
                .slide(30, 60, "Quarterly revenue of the widget factory")
                .comment("What a remarkable widget!");
        tables.video("corazones", "alice", "Asuntos del corazón", "es", "2026-04-01")
                .segment(0, 4, "Los corazones de las naciones grandes.", null);
        tables.video("tokyo", "bob", "東京タワーの話", "ja", null).segment(0, 3, "今日は東京タワーに行きました。", null);
        tables.video("klingon", "bob", "Qapla", null, null).segment(7, 9, "tlhIngan maH batlh", null);
        await().until(() -> hits("batlh").size() == 1 && hits("corazones").size() == 2);
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    private static JsonNode page(String key, String q, String more) {
        return Surroundings.json(
                all.client(key).get().uri("/api/v1/search?q={q}" + more, q).exchange(), 200);
    }

    private static List<JsonNode> hits(String q, String more) {
        return page(Surroundings.ADMIN, q, more).path("hits").valueStream().toList();
    }

    private static List<JsonNode> hits(String q) {
        return hits(q, "");
    }

    private static List<String> found(String q, String more) {
        return hits(q, more).stream()
                .map(hit -> hit.path("video_id").asString() + " "
                        + hit.path("kind").asString() + " " + hit.path("time").asDouble())
                .toList();
    }

    @Test
    void aMomentIsFoundWithItsTimeAndWhatWasFoundIsMarkedInATextThatIsSafe() {
        JsonNode page = page(Surroundings.ADMIN, "minds president", "");
        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.path("complete").asBoolean()).isTrue();
        JsonNode hit = page.path("hits").path(0);
        assertThat(hit.path("video_id").asString()).isEqualTo("hearts");
        assertThat(hit.path("title").asString()).isEqualTo("Matters of the heart");
        assertThat(hit.path("kind").asString()).isEqualTo("transcript");
        assertThat(hit.path("end").asDouble()).isEqualTo(4);
        assertThat(hit.path("score").asDouble()).isPositive();
        assertThat(hit.path("text").asString())
                .isEqualTo("The <mark>president</mark> spoke of hearts &amp; &lt;<mark>minds</mark>&gt;.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart           | hearts transcript 0.0, hearts title 0.0",
                "corazón         | corazones transcript 0.0, corazones title 0.0",
                "corazon nación  | corazones transcript 0.0",
                "東京タワー        | tokyo transcript 0.0, tokyo title 0.0",
                "batlh           | klingon transcript 7.0",
                "cafe            | hearts transcript 9.5",
                "\"to be or not to be\" | hearts transcript 4.0",
                "\"be to or not\" | ''",
                "widget          | hearts slide 30.0, hearts comment 0.0",
                "widget -revenue | hearts comment 0.0",
                "widgets factories | hearts slide 30.0",
                "questions café  | ''",
                "\"              | ''",
                "(((             | ''",
                "nowhere         | ''"
            })
    void wordsAreFoundInTheirLanguagesForms(String q, String expected) {
        assertThat(String.join(", ", found(q, "").stream().sorted().toList()))
                .isEqualTo(String.join(
                        ", ",
                        List.of(expected.split(", ", -1)).stream().sorted().toList()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heart | &kind=title | hearts title 0.0",
                "the   | &speaker=ben | hearts transcript 4.0",
                "widget | &video_id=corazones | ''",
                "widget | &channel_id=publisher-hearts&kind=slide | hearts slide 30.0",
                "widget | &channel_id=publisher-tokyo | ''",
                "corazon | &language=es&kind=title | corazones title 0.0",
                "corazon | &language=en | ''",
                "corazon | &published_after=2026-04-01&kind=title | corazones title 0.0",
                "corazon | &published_before=2026-04-01 | ''",
                "corazon | &created_after=2026-11-22T00:00:00Z | ''",
                "corazon | &created_before=2026-11-22T00:00:00Z&kind=title | corazones title 0.0",
                "corazon | &limit=1&offset=2 | ''"
            })
    void filtersNarrowIt(String q, String filter, String expected) {
        assertThat(String.join(", ", found(q, filter))).isEqualTo(expected);
    }

    @Test
    void pagesFollowOneAnother() {
        List<String> both = found("widget", "");
        assertThat(both).hasSize(2);
        assertThat(found("widget", "&limit=1")).containsExactly(both.get(0));
        assertThat(found("widget", "&limit=1&offset=1")).containsExactly(both.get(1));
        assertThat(page(Surroundings.ADMIN, "widget", "&limit=1").path("total").asInt())
                .isEqualTo(2);
    }

    @Test
    void oneSeesOnesOwnVideosOnly() {
        assertThat(page(Surroundings.READER, "heart", "").path("total").asInt()).isEqualTo(2);
        assertThat(page(Surroundings.STRANGER, "heart", "").path("total").asInt())
                .isZero();
        tables.video("shared", "alice", "Shared", "en", null).segment(0, 2, "Casablanca", null);
        await().until(() ->
                page(Surroundings.READER, "casablanca", "").path("total").asInt() == 1);
        assertThat(page(Surroundings.STRANGER, "casablanca", "").path("total").asInt())
                .isZero();
        tables.job("shared", "bob");
        await().until(() ->
                page(Surroundings.STRANGER, "casablanca", "").path("total").asInt() == 1);
    }

    @Test
    void aHiddenVideoIsNotFoundAndARestoredOneIs() {
        tables.video("shy", "alice", "Shyness", "en", null).segment(0, 2, "Peekaboo everyone", null);
        await().until(() -> hits("peekaboo").size() == 1);
        tables.hide("shy");
        await().atMost(Duration.ofSeconds(5)).until(() -> hits("peekaboo").isEmpty());
        tables.show("shy");
        await().atMost(Duration.ofSeconds(5)).until(() -> hits("peekaboo").size() == 1);
    }

    @Test
    void aPurgedVideoIsNotFound() {
        tables.video("doomed", "alice", "Doom", "en", null).segment(0, 2, "Abracadabra everyone", null);
        await().until(() -> hits("abracadabra").size() == 1);
        tables.purge("doomed");
        await().atMost(Duration.ofSeconds(5)).until(() -> hits("abracadabra").isEmpty());
        assertThat(tables.changes()).contains("sha256:").doesNotContain("doomed");
    }

    @Test
    void correctionsAreFoundAndWhatTheyReplaceIsNot() {
        tables.video("typos", "alice", "Mistayke", "en", null)
                .segment(0, 2, "They said recieve", null)
                .segment(2, 4, "and stayed", null);
        await().until(() -> hits("recieve").size() == 1);
        tables.edit("typos", """
                {"version": 1, "revision": 1, "title": "Mistake", "speakers": {}, "clips": [],
                 "transcript": [{"start": 0, "end": 2, "text": "They said receive"}]}
                """);
        await().untilAsserted(() -> assertThat(found("receive", "")).containsExactly("typos transcript 0.0"));
        assertThat(hits("recieve")).isEmpty();
        assertThat(hits("mistayke")).isEmpty();
        assertThat(found("mistake", "")).containsExactly("typos title 0.0");
        assertThat(hits("stayed").get(0).path("title").asString()).isEqualTo("Mistake");
    }

    @Test
    void theTimeToJumpToIsThatOfTheFirstWordWhereItIsKnown() {
        String said = "Friends Romans countrymen lend me your ears";
        tables.video("caesar", "alice", "Caesar", "en", null)
                .segment(100, 107, said, null)
                .words(said, 100, 1);
        await().untilAsserted(() -> assertThat(found("\"lend me\"", "")).containsExactly("caesar transcript 103.0"));
        assertThat(found("friend", "")).containsExactly("caesar transcript 100.0");
        assertThat(found("ears", "")).containsExactly("caesar transcript 106.0");
        tables.edit("caesar", """
                {"version": 1, "revision": 1, "speakers": {}, "clips": [],
                 "transcript": [{"start": 100, "end": 107, "text": "Friends, Romans, countrymen, lend me your eyes"}]}
                """);
        await().untilAsserted(() -> assertThat(found("eyes", "")).containsExactly("caesar transcript 106.0"));
    }

    @Test
    void ofTwoVersionsOnlyTheNewerIsFound() {
        tables.video("twice", "alice", "Twice", "en", null).segment(0, 2, "Zanzibar at first", null);
        await().until(() -> hits("zanzibar").size() == 1);
        tables.video("twice", "alice", "Twice", "en", null).segment(1, 3, "Zanzibar at last", null);
        await().untilAsserted(() -> assertThat(found("zanzibar", "")).containsExactly("twice transcript 1.0"));
    }

    @Test
    void aDryRunIsNotFound() {
        tables.dryRun("dry-search").segment(0, 2, "Timbuktu", null);
        tables.video("wet", "alice", "Wet", "en", null).segment(0, 2, "Timbuktu", null);
        await().untilAsserted(() -> assertThat(found("timbuktu", "")).containsExactly("wet transcript 0.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=5",
                "q=",
                "q=a&kind=song",
                "q=a&mode=guess",
                "q=a&limit=0",
                "q=a&limit=101",
                "q=a&offset=10001",
                "q=a&published_after=yesterday",
                "q=a&created_before=2026"
            })
    void aWrongQuestionIsToldSo(String query) {
        JsonNode problem = Surroundings.json(
                all.client(Surroundings.ADMIN)
                        .get()
                        .uri("/api/v1/search?" + query)
                        .exchange(),
                400);
        assertThat(problem.path("code").asString()).isEqualTo("INVALID_REQUEST");
        assertThat(problem.path("errors").path(0).path("field").asString()).isNotEmpty();
    }

    @Test
    void aKeyThatMayNotReadFindsNothing() {
        all.anonymous()
                .get()
                .uri("/api/v1/search?q=heart")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void aProcessThatStartsAgainGoesOnWithItsIndexAndMissesNothing() {
        tables.video("before", "alice", "Before", "en", null).segment(0, 2, "Ouagadougou before", null);
        await().until(() -> hits("ouagadougou").size() == 1);
        all.service().close();
        tables.video("between", "alice", "Between", "en", null).segment(0, 2, "Ouagadougou between", null);
        all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("index").toString()));
        await().until(() -> hits("ouagadougou").size() == 2);
        all.service().close();
        all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("another").toString()));
        await().until(() -> hits("ouagadougou").size() == 2);
    }
}
