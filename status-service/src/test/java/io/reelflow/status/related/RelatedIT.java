package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.result.Edits;
import io.reelflow.status.OpenApi;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a client may rely on when it asks for related videos. */
final class RelatedIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SPEECH =
            "we choose to go to the moon in this decade and do the other things not because"
                    + " they are easy but because they are hard";

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        for (int i = 0; i < 12; i++) {
            new Talk("unrelated " + i).topic("topic of its own " + i).complete(all);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void videosAreRelatedByEachKindOfWhatTheyShareFromBothSides() throws Exception {
        Talk one = new Talk("kinds one")
                .channel("UC-moon")
                .person("Dr. Ada Lovelace")
                .topic("Analytical Engines")
                .description("The paper: https://www.example.org/paper?utm_source=x")
                .says(30, "Hello and welcome to all of you who came. " + SPEECH)
                .complete(all);
        Talk other = new Talk("kinds other")
                .channel("UC-moon")
                .person("Ada Lovelace's")
                .topic("analytical engines")
                .slide("example.org/paper")
                .says(0, "something else altogether is said at first")
                .says(60, SPEECH + " says the president")
                .complete(all);
        await().atMost(SOON).until(() -> kinds(one, other).size() == 5);
        assertThat(kinds(one, other)).isEqualTo(kinds(other, one));
        assertThat(kinds(one, other))
                .containsEntry("channel", "UC-moon")
                .containsEntry("link", "https://example.org/paper");
        assertThat(kinds(one, other).get("topic")).isEqualToIgnoringCase("analytical engines");
        assertThat(kinds(one, other).get("person")).contains("Ada Lovelace");
        JsonNode passage = reason(one, other, "passage");
        assertThat(SPEECH).contains(passage.path("value").asString());
        assertThat(passage.path("time").asDouble()).isBetween(30.0, 50.0);
        assertThat(passage.path("related_time").asDouble()).isBetween(60.0, 80.0);
        new OpenApi()
                .validate(
                        "/api/v1/videos/{video_id}", 200, all.json(Surroundings.READER, "/api/v1/videos/" + one.id()));
        assertThat(all.json(Surroundings.READER, "/api/v1/videos/" + one.id()).path("relationships"))
                .isEqualTo(related(one));
        assertThat(StreamSupport.stream(related(one).spliterator(), false)
                        .map(each -> each.path("video_id").asString()))
                .containsExactly(other.id());
        assertThat(analyst()
                        .sql(
                                "SELECT count(DISTINCT kind) FROM video_relationships WHERE video_id = ? AND related_video_id = ?")
                        .params(one.id(), other.id())
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void relationsFollowARunWithAnotherResult() throws Exception {
        Talk one = new Talk("redone one").topic("quilting").complete(all);
        Talk other = new Talk("redone other").topic("quilting").complete(all);
        await().atMost(SOON).until(() -> !related(one).isEmpty());
        var again = new Talk("redone other, again").topic("weaving");
        Job job = again.job;
        Job redone = new Job(
                job.jobId(),
                other.id(),
                job.source(),
                job.url(),
                null,
                job.jobType(),
                5,
                Scenes.OWNER,
                job.options(),
                false,
                job.createdAt(),
                null,
                null);
        String manifest = again.write(all.objects);
        all.send(Scenes.command(redone));
        all.send(List.of(
                Scenes.started(redone, 1),
                JobEvent.of(redone, JobEventType.COMPLETED, 1, Instant.parse("2026-11-22T09:00:00Z"), "Completed")
                        .withManifest(manifest)));
        await().atMost(SOON).until(() -> related(one).isEmpty());
        assertThat(related(other)).isEmpty();
    }

    @Test
    void relationsFollowWhatPeopleChange() throws Exception {
        Talk one = new Talk("edited one")
                .topic("beekeeping")
                .says(0, "nothing of note")
                .complete(all);
        Talk other = new Talk("edited other").person("Karl von Frisch").complete(all);
        await().atMost(SOON).until(() -> isCompared(one) && isCompared(other));
        assertThat(related(one)).isEmpty();
        edit(one, new Edits(1, 1, "Bees", null, null, List.of(), Map.of("Speaker 1", "Karl von Frisch"), List.of()));
        await().atMost(SOON).until(() -> kinds(one, other).containsKey("person"));
        assertThat(related(other).get(0).path("title").asString()).isEqualTo("Bees");
        edit(one, new Edits(1, 2, null, "see example.org/bees", List.of("honey"), List.of(), Map.of(), List.of()));
        edit(
                other,
                new Edits(1, 1, null, "https://example.org/bees/", List.of("Honey!"), List.of(), Map.of(), List.of()));
        await().atMost(SOON).untilAsserted(() -> assertThat(kinds(one, other)).containsOnlyKeys("link", "topic"));
        assertThat(kinds(other, one)).containsOnlyKeys("link", "topic");
    }

    @Test
    void aHiddenVideoIsLeftOutAndOneThatIsForgottenLeavesNothing() throws Exception {
        Talk one = new Talk("hidden one").topic("falconry").complete(all);
        Talk other = new Talk("hidden other").topic("falconry").complete(all);
        await().atMost(SOON).until(() -> !related(one).isEmpty());
        admin().sql("INSERT INTO hidden_videos VALUES (?, now(), now() + interval '1 day', 'k')")
                .param(other.id())
                .update();
        assertThat(related(one)).isEmpty();
        admin().sql("DELETE FROM hidden_videos").update();
        assertThat(related(one)).isNotEmpty();
        admin().sql("DELETE FROM compared_videos WHERE video_id = ?")
                .param(other.id())
                .update();
        assertThat(related(one)).isEmpty();
        for (String table :
                List.of("related_work", "compared_videos", "video_features", "video_passages", "video_relationships")) {
            assertThat(admin().sql("SELECT count(*) FROM " + table + " t WHERE t::text LIKE ?")
                            .param("%" + other.id() + "%")
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(admin().sql("SELECT videos FROM feature_counts WHERE kind = 'topic' AND value = 'falconry'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void ownersSeeTheirOwnVideosOnly() throws Exception {
        Talk mine = new Talk("owners mine").topic("origami").complete(all);
        Talk mineToo = new Talk("owners mine too").topic("origami").complete(all);
        Talk bobs = new Talk("owners bobs", "bob").topic("origami").complete(all);
        await().atMost(SOON)
                .until(() -> IntStream.of(
                                related(Surroundings.ADMIN, mine).size(),
                                related(Surroundings.ADMIN, mineToo).size(),
                                related(Surroundings.ADMIN, bobs).size())
                        .allMatch(size -> size == 2));
        assertThat(related(mine).size()).isEqualTo(1);
        assertThat(related(Surroundings.STRANGER, bobs)).isEmpty();
        all.client(Surroundings.STRANGER)
                .get()
                .uri("/api/v1/videos/" + mine.id() + "/related")
                .exchange()
                .expectStatus()
                .isForbidden();
        all.client(Surroundings.READER)
                .get()
                .uri("/api/v1/videos/nobodyknows/related")
                .exchange()
                .expectStatus()
                .isNotFound();
        all.anonymous()
                .get()
                .uri("/api/videos/" + mine.id() + "/related")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    private static void edit(Talk talk, Edits edits) {
        admin().sql("""
                        INSERT INTO video_revisions VALUES (?, ?, ?::jsonb)
                        ON CONFLICT (video_id) DO UPDATE SET revision = excluded.revision, edits = excluded.edits
                        """).params(talk.id(), edits.revision(), Json.text(edits)).update();
    }

    private static boolean isCompared(Talk talk) {
        return admin().sql("SELECT EXISTS (SELECT FROM compared_videos WHERE video_id = ?)")
                .param(talk.id())
                .query(Boolean.class)
                .single();
    }

    private static JsonNode related(Talk talk) {
        return related(Surroundings.READER, talk);
    }

    private static JsonNode related(String key, Talk talk) {
        await().atMost(SOON)
                .until(() -> all.client(key)
                        .get()
                        .uri("/api/v1/videos/" + talk.id() + "/related")
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .is2xxSuccessful());
        return all.json(key, "/api/v1/videos/" + talk.id() + "/related").path("related");
    }

    /** The reasons by kind. */
    private static Map<String, String> kinds(Talk one, Talk other) {
        return StreamSupport.stream(related(one).spliterator(), false)
                .filter(each -> each.path("video_id").asString().equals(other.id()))
                .flatMap(each -> StreamSupport.stream(each.path("reasons").spliterator(), false))
                .collect(Collectors.toMap(
                        reason -> reason.path("kind").asString(),
                        reason -> reason.path("value").asString(),
                        (first, second) -> first + " | " + second));
    }

    private static JsonNode reason(Talk one, Talk other, String kind) {
        @Nullable
        JsonNode found = StreamSupport.stream(related(one).spliterator(), false)
                .filter(each -> each.path("video_id").asString().equals(other.id()))
                .flatMap(each -> StreamSupport.stream(each.path("reasons").spliterator(), false))
                .filter(reason -> reason.path("kind").asString().equals(kind))
                .findFirst()
                .orElse(null);
        return Objects.requireNonNull(found);
    }

    private static JdbcClient admin() {
        return all.database.admin();
    }

    private static JdbcClient analyst() {
        return all.database.as("analyst", Surroundings.ANALYST_PASSWORD);
    }
}
