package io.reelflow.status.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.result.Segment;
import io.reelflow.status.OpenApi;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class MeaningIT {
    private static final List<String> PETS = List.of(
            "My kitten sleeps on the warm sofa all day long.",
            "Puppies bark at her & chase her around the house.",
            "In the evening they all lie on the carpet and are fed.");
    private static final List<String> BANKS = List.of(
            "Then the central bank raised its interest rates again.",
            "Inflation had been far above the target for a year.",
            "Shares fell, and bonds paid more than they had in a decade.");
    private static final String OF_PETS = "cats or dogs living together";
    private static final String OF_BANKS = "monetary policy";

    @TempDir
    static Path directory;

    private static Surroundings all;
    private static FilledTables tables;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory);
        all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("index").toString()));
        tables = new FilledTables(all.database.admin());
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    /** Ten seconds for each line; Anna speaks. */
    private static List<Segment> spoken(List<List<String>> passages) {
        var segments = new ArrayList<Segment>();
        passages.stream().flatMap(List::stream).forEach(line -> {
            double start = 10.0 * segments.size();
            segments.add(new Segment(start, start + 10, line, "Anna", List.of()));
        });
        return segments;
    }

    private static void talk(String videoId, String owner) throws InterruptedException {
        tables.talk(videoId, owner, spoken(List.of(PETS, BANKS)));
    }

    private static JsonNode page(String key, String q, String more) {
        return Surroundings.json(
                all.client(key).get().uri("/api/v1/search?q={q}" + more, q).exchange(), 200);
    }

    private static List<String> found(String q, String more) {
        return page(Surroundings.ADMIN, q, more)
                .path("hits")
                .valueStream()
                .map(hit -> hit.path("found_by").asString() + " "
                        + hit.path("kind").asString() + " " + hit.path("time").asDouble())
                .toList();
    }

    @Test
    void aQuestionThatSharesNoWordFindsThePassageThatAnswersIt() throws Exception {
        talk("other-words", "alice");
        String here = "&video_id=other-words";
        await().untilAsserted(() -> assertThat(found(OF_PETS, here)).containsExactly("meaning transcript 0.0"));
        assertThat(found(OF_BANKS, here)).containsExactly("meaning transcript 30.0");
        for (String word : (OF_PETS + " " + OF_BANKS).split(" ", -1)) {
            assertThat(found(word, here + "&mode=text")).as(word).isEmpty();
        }
        JsonNode page = page(Surroundings.ADMIN, OF_PETS, here + "&mode=meaning");
        assertThat(page.path("mode").asString()).isEqualTo("meaning");
        assertThat(page.path("total").asInt()).isEqualTo(1);
        assertThat(page.at("/hits/0/end").asDouble()).isEqualTo(30);
        assertThat(page.at("/hits/0/score").asDouble()).isBetween(0.3, 1.0);
        assertThat(page.at("/hits/0/text").asString())
                .startsWith("My kitten sleeps on the warm sofa all day long. Puppies bark at her &amp; chase");
        assertThat(found("how to repair a bicycle tyre", here)).isEmpty();
    }

    @Test
    void wordsAndMeaningMakeOneOrderInWhichNothingIsThereTwice() throws Exception {
        talk("both", "alice");
        String here = "&video_id=both&kind=transcript";
        await().untilAsserted(() -> assertThat(found("puppies", here)).containsExactly("both transcript 10.0"));
        JsonNode page = page(Surroundings.ADMIN, "puppies", here);
        new OpenApi().validate("/api/v1/search", 200, page);
        assertThat(page.path("mode").asString()).isEqualTo("hybrid");
        assertThat(page.at("/hits/0/text").asString())
                .isEqualTo("<mark>Puppies</mark> bark at her &amp; chase her around the house.");
        assertThat(found("puppies", here + "&mode=text")).containsExactly("text transcript 10.0");
        assertThat(found("puppies", here + "&mode=meaning")).containsExactly("meaning transcript 0.0");
        List<String> fused = found("inflation", here);
        assertThat(fused).containsExactly("both transcript 40.0");
        assertThat(found("inflation", here + "&limit=1&offset=1")).isEmpty();
    }

    @Test
    void whoAsksForWordsGetsWords() throws Exception {
        talk("quoted", "alice");
        String here = "&video_id=quoted";
        await().until(() -> !found(OF_BANKS, here).isEmpty());
        assertThat(page(Surroundings.ADMIN, '"' + OF_BANKS + '"', here)
                        .path("mode")
                        .asString())
                .isEqualTo("text");
        assertThat(found('"' + OF_BANKS + '"', here)).isEmpty();
        assertThat(found(OF_BANKS + " -bank", here)).isEmpty();
        assertThat(found('"' + OF_BANKS + '"', here + "&mode=hybrid")).containsExactly("meaning transcript 30.0");
    }

    @Test
    void filtersAndOwnersHoldForMeaningToo() throws Exception {
        talk("alices", "alice");
        await().until(() -> !found(OF_BANKS, "&video_id=alices").isEmpty());
        assertThat(found(OF_BANKS, "&video_id=alices&speaker=anna&language=en")).hasSize(1);
        for (String filter : List.of("speaker=ben", "language=de", "kind=slide", "channel_id=nobodys")) {
            assertThat(found(OF_BANKS, "&video_id=alices&" + filter)).as(filter).isEmpty();
        }
        assertThat(page(Surroundings.STRANGER, OF_BANKS, "&video_id=alices")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void correctionsChangeWhatIsMeant() throws Exception {
        talk("corrected", "alice");
        String here = "&video_id=corrected";
        await().until(() -> !found(OF_BANKS, here).isEmpty());
        tables.edit("corrected", """
                {"version": 1, "revision": 1, "speakers": {"Anna": "Carla"}, "clips": [], "transcript":
                 [{"start": 30, "end": 60, "text": "Then the volcano erupted and lava ran down to the village."}]}
                """);
        await().untilAsserted(() ->
                assertThat(found("magma destroyed their homes", here)).containsExactly("meaning transcript 30.0"));
        assertThat(found(OF_BANKS, here)).isEmpty();
        assertThat(found(OF_PETS, here + "&speaker=carla")).containsExactly("meaning transcript 0.0");
    }

    @Test
    void ofTwoVersionsTheNewerCountsWhetherItsMeaningWasMadeOrNot() throws Exception {
        talk("versions", "alice");
        String here = "&video_id=versions";
        await().until(() -> !found(OF_BANKS, here).isEmpty());
        tables.talk("versions", "alice", spoken(List.of(PETS)));
        await().until(() -> found(OF_BANKS, here).isEmpty());
        assertThat(found(OF_PETS, here)).hasSize(1);
        FilledTables.Result heardAnew = tables.video("versions", "alice", "Untitled", "en", null);
        spoken(List.of(BANKS)).forEach(each -> heardAnew.segment(each.start(), each.end(), each.text(), null));
        await().untilAsserted(() -> assertThat(found(OF_BANKS, here)).containsExactly("meaning transcript 0.0"));
        assertThat(found(OF_PETS, here)).isEmpty();
    }

    @Test
    void whatIsHiddenOrRemovedMeansNothing() throws Exception {
        talk("shy", "alice");
        String here = "&video_id=shy";
        await().until(() -> !found(OF_BANKS, here).isEmpty());
        tables.hide("shy");
        await().until(() -> found(OF_BANKS, here).isEmpty());
        tables.show("shy");
        await().until(() -> !found(OF_BANKS, here).isEmpty());
        assertThat(tables.passages("shy")).isEqualTo(2);
        tables.purge("shy");
        assertThat(tables.passages("shy")).isZero();
        await().until(() -> found(OF_BANKS, here).isEmpty());
    }

    @Test
    void aServiceWithoutTheModelSearchesWords() throws Exception {
        talk("words-only", "alice");
        await().until(() -> !found(OF_BANKS, "&video_id=words-only").isEmpty());
        all.service().close();
        all.start(Map.of(
                "REELFLOW_SEARCH_DIR", directory.resolve("index").toString(), "REELFLOW_SEARCH_MEANING", "false"));
        try {
            await().untilAsserted(() ->
                    assertThat(found("kitten", "&video_id=words-only")).containsExactly("text transcript 0.0"));
            assertThat(page(Surroundings.ADMIN, OF_BANKS, "&mode=hybrid")
                            .path("mode")
                            .asString())
                    .isEqualTo("text");
            JsonNode problem = Surroundings.json(
                    all.client(Surroundings.ADMIN)
                            .get()
                            .uri("/api/v1/search?q=a&mode=meaning")
                            .exchange(),
                    400);
            assertThat(problem.path("code").asString()).isEqualTo("MODEL_UNAVAILABLE");
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo("mode");
        } finally {
            all.service().close();
            all.start(Map.of("REELFLOW_SEARCH_DIR", directory.resolve("index").toString()));
        }
    }
}
