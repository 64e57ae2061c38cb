package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.result.Segment;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What holds of the table whatever came in, and in whatever order. */
final class RelationsIT {
    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        // These videos have no results that could be read.
        RelationsFollower follower = all.service().getBean(RelationsFollower.class);
        follower.stop();
        await().until(() -> !follower.isRunning());
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @BeforeEach
    void empty() {
        admin().sql("DELETE FROM compared_videos").update();
    }

    @Test
    void relationsAreTheSameFromBothSidesAndComparingAgainChangesNothing() {
        for (int seed = 1; seed <= 3; seed++) {
            empty();
            var random = new Random(seed);
            Map<String, List<Feature>> features = library(random, 30);
            Map<String, Passages> passages = speeches(random, features.keySet());
            var order = new ArrayList<>(features.keySet());
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(order, random);
                order.forEach(video -> compare(video, features, passages));
            }
            // Now one changes, and one is forgotten.
            String changed = order.get(0);
            features.put(changed, library(random, 1).values().iterator().next());
            compare(changed, features, passages);
            admin().sql("DELETE FROM compared_videos WHERE video_id = ?")
                    .param(order.get(1))
                    .update();
            features.remove(order.get(1));
            passages.remove(order.get(1));
            features.keySet().forEach(video -> compare(video, features, passages));
            List<String> rows = rows();
            assertThat(rows).isNotEmpty();
            assertThat(rows.stream().map(RelationsIT::turned).sorted().toList())
                    .as("seed %d", seed)
                    .isEqualTo(rows);
            Map<String, String> versions = versions();
            features.keySet().forEach(video -> compare(video, features, passages));
            assertThat(versions()).as("seed %d", seed).isEqualTo(versions);
            assertThat(counted()).as("seed %d", seed).isEqualTo(features.size());
            for (String one : features.keySet()) {
                for (String other : features.keySet()) {
                    boolean alike = shareRare(features, one, other);
                    assertThat(!alike || rows.stream().anyMatch(row -> row.startsWith(one + " " + other + " ")))
                            .as("seed %d: %s and %s", seed, one, other)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aListHoldsFiftyAndAFullChannelIsOneOfTheReasons() {
        var channel = new Feature(Kind.CHANNEL, "UC", "A channel", 1);
        for (int i = 0; i < 300; i++) {
            compare("other" + i, List.of(new Feature(Kind.TOPIC, "t" + i, "t" + i, 1)), Passages.NONE);
        }
        for (int i = 0; i < 120; i++) {
            compare("v" + (1000 + i), List.of(channel, new Feature(Kind.TOPIC, "n" + i / 2, "n", 1)), Passages.NONE);
        }
        assertThat(admin().sql("""
                        SELECT max(n) FROM (SELECT count(DISTINCT related_video_id) AS n
                            FROM video_relationships GROUP BY video_id) AS lists
                        """).query(Long.class).single()).isEqualTo(Lists.MOST);
        // Whoever shares more than the channel is never crowded out.
        for (int i = 0; i < 120; i += 2) {
            assertThat(admin().sql(
                                    "SELECT count(*) FROM video_relationships WHERE video_id = ? AND related_video_id = ?")
                            .params("v" + (1000 + i), "v" + (1001 + i))
                            .query(Long.class)
                            .single())
                    .as("v%d", 1000 + i)
                    .isEqualTo(2);
        }
    }

    @Test
    void aPlaceThatIsFreeAgainInAFullListIsFilled() {
        var shared = new Feature(Kind.TOPIC, "shared", "shared", 1);
        for (int i = 0; i < 300; i++) {
            compare("other" + i, List.of(new Feature(Kind.TOPIC, "t" + i, "t" + i, 1)), Passages.NONE);
        }
        for (int i = 0; i < Lists.MOST + 5; i++) {
            compare("v" + (100 + i), List.of(shared), Passages.NONE);
        }
        compare("v110", List.of(), Passages.NONE);
        assertThat(admin().sql("SELECT count(*) FROM related_work")
                        .query(Long.class)
                        .single())
                .isPositive();
        admin().sql("DELETE FROM related_work").update();
    }

    @Test
    void whoHasLostItsClaimWritesNothing() {
        var work = all.service().getBean(WorkList.class);
        admin().sql("INSERT INTO related_work (video_id, due_at) VALUES ('lost', now() + interval '1 hour')")
                .update();
        var claim = new WorkList.Claim(
                "lost",
                admin().sql("SELECT version FROM related_work WHERE video_id = 'lost'")
                        .query(Long.class)
                        .single(),
                1);
        assertThat(held(work, claim)).isTrue();
        admin().sql("SELECT relate_again('lost')").query(row -> {});
        assertThat(held(work, claim)).isFalse();
        work.done(claim);
        work.failed(claim);
        admin().sql("DELETE FROM related_work WHERE video_id = 'lost'").update();
        assertThat(held(work, claim)).isFalse();
    }

    private static boolean held(WorkList work, WorkList.Claim claim) {
        return Boolean.TRUE.equals(transaction().execute(ignored -> work.holds(claim)));
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(all.service().getBean(PlatformTransactionManager.class));
    }

    /** Videos of an id each, with features that some share. */
    private static Map<String, List<Feature>> library(Random random, int videos) {
        var library = new HashMap<String, List<Feature>>();
        for (int i = 0; i < videos; i++) {
            library.put(
                    "video-" + (100 + i),
                    Stream.of(Kind.CHANNEL, Kind.PERSON, Kind.TOPIC, Kind.LINK)
                            .flatMap(kind -> random.ints(random.nextInt(4), 0, 20)
                                    .distinct()
                                    .mapToObj(value -> new Feature(
                                            kind, kind.word() + value, "The " + value, random.nextInt(5, 11) / 10.0)))
                            .toList());
        }
        return library;
    }

    private static Map<String, Passages> speeches(Random random, Iterable<String> videos) {
        List<String> sentences = IntStream.range(0, 10)
                .mapToObj(i -> String.join(
                        " ", random.ints(25, 0, 100_000).mapToObj(w -> "w" + w).toList()))
                .toList();
        var speeches = new HashMap<String, Passages>();
        for (String video : videos) {
            speeches.put(
                    video,
                    Passages.of(random.ints(3, 0, 10)
                            .mapToObj(i -> new Segment(i * 10, i * 10 + 10, sentences.get(i), null, List.of()))
                            .toList()));
        }
        return speeches;
    }

    /** Whether both have something that at most three have. */
    private static boolean shareRare(Map<String, List<Feature>> features, String one, String other) {
        return !one.equals(other)
                && features.getOrDefault(one, List.of()).stream()
                        .filter(each -> each.kind() != Kind.CHANNEL)
                        .filter(each -> features.getOrDefault(other, List.of()).stream()
                                .anyMatch(there -> there.key().equals(each.key())))
                        .anyMatch(each -> features.values().stream()
                                        .filter(list -> list.stream()
                                                .anyMatch(there -> there.key().equals(each.key())))
                                        .count()
                                <= 3);
    }

    private static void compare(String video, Map<String, List<Feature>> features, Map<String, Passages> passages) {
        compare(video, features.getOrDefault(video, List.of()), passages.getOrDefault(video, Passages.NONE));
    }

    private static void compare(String video, List<Feature> features, Passages passages) {
        transaction()
                .executeWithoutResult(
                        ignored -> all.service().getBean(Relations.class).compare(video, features, passages));
    }

    private static long counted() {
        return all.service().getBean(FeatureStore.class).videos();
    }

    private static List<String> rows() {
        return admin().sql("""
                        SELECT concat_ws(' ', video_id, related_video_id, kind, weight, replace(value, ' ', '_'),
                            coalesce(start_seconds, 0), coalesce(related_start_seconds, 0)) FROM video_relationships
                        """).query(String.class).list().stream().sorted().toList();
    }

    private static String turned(String row) {
        String[] parts = row.split(" ", -1);
        return String.join(" ", parts[1], parts[0], parts[2], parts[3], parts[4], parts[6], parts[5]);
    }

    /** Of every row of features, passages and relations: where it lies changes when it is written. */
    private static Map<String, String> versions() {
        var versions = new HashMap<String, String>();
        for (String table :
                new TreeSet<>(List.of("video_features", "video_passages", "video_relationships", "feature_counts"))) {
            versions.put(
                    table,
                    admin().sql("SELECT coalesce(string_agg(ctid::text || xmin::text, ' ' ORDER BY ctid), '') FROM "
                                    + table)
                            .query(String.class)
                            .single());
        }
        return versions;
    }

    private static JdbcClient admin() {
        return all.database.admin();
    }
}
