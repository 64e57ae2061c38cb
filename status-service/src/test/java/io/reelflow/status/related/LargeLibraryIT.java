package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Segment;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A video finds those it shares something with in a library of generated ones: a fifth of one channel, 22 topics each of
 * 20,000 as uneven as words are, persons, links, 30 fingerprints of speech. The system property {@code
 * reelflow.library.videos} makes it as large as wanted; what one video takes is logged.
 */
final class LargeLibraryIT {
    private static final Logger LOG = LoggerFactory.getLogger(LargeLibraryIT.class);
    private static final int VIDEOS = Integer.getInteger("reelflow.library.videos", 2_000);
    private static final int COMPARED = 100;

    @TempDir
    static Path directory;

    private static Surroundings all;

    @BeforeAll
    static void start() throws Exception {
        all = new Surroundings(directory).start();
        JdbcClient admin = all.database.admin();
        admin.sql(
                        "INSERT INTO compared_videos SELECT 'v' || to_hex(hashtext(i::text)) || i FROM generate_series(1, ?) AS i")
                .param(VIDEOS)
                .update();
        feature(
                "channel",
                1,
                "CASE WHEN random() < 0.2 THEN 0 ELSE 1 + floor(random() * %d / 50) END".formatted(VIDEOS));
        feature("topic", 22, "floor(20000 ^ random())");
        feature("person", 3, "floor((%d / 3 + 1) ^ (0.3 + 0.7 * random()))".formatted(VIDEOS));
        feature("link", 4, "floor((%d + 1) ^ (0.2 + 0.8 * random()))".formatted(VIDEOS));
        admin.sql("""
                        INSERT INTO video_passages
                        SELECT video_id, 5 * n, hashtextextended(video_id, n), 2 * n
                        FROM compared_videos, generate_series(0, 29) AS n
                        """).update();
        admin.sql("VACUUM ANALYZE").update();
    }

    private static void feature(String kind, int each, String number) {
        all.database
                .admin()
                .sql("""
                        INSERT INTO video_features
                        SELECT video_id, :kind, :kind || ' ' || number, 'The ' || number, 0.3 + 0.7 * random()
                        FROM (SELECT DISTINCT video_id, (%s)::bigint AS number FROM compared_videos, generate_series(1, :each)) AS f
                        """.formatted(number))
                .param("kind", kind)
                .param("each", each)
                .update();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @Test
    void aVideoFindsThoseItSharesSomethingRareWithAmongMany() {
        var random = new Random(1);
        var millis = new ArrayList<Double>();
        for (int i = 0; i < COMPARED; i++) {
            var own = new ArrayList<Feature>();
            own.add(feature(Kind.CHANNEL, random.nextInt(5) == 0 ? 0 : random.nextInt(1 + VIDEOS / 50)));
            Stream.generate(() -> feature(Kind.TOPIC, (int) Math.pow(20_000, random.nextDouble())))
                    .limit(22)
                    .distinct()
                    .forEach(own::add);
            own.add(feature(Kind.PERSON, -1 - i / 2));
            own.add(feature(Kind.LINK, random.nextInt(VIDEOS)));
            String passage = words(new Random(-1 - i / 2), 30);
            Passages said = Passages.of(List.of(
                    new Segment(0, 600, words(random, 1_500), null, List.of()),
                    new Segment(600, 610, passage, null, List.of())));
            long begin = System.nanoTime();
            String video = "x" + (1000 + i);
            new TransactionTemplate(all.service().getBean(PlatformTransactionManager.class))
                    .executeWithoutResult(
                            ignored -> all.service().getBean(Relations.class).compare(video, own, said));
            millis.add((System.nanoTime() - begin) / 1e6);
        }
        millis.sort(Double::compare);
        LOG.info(
                "Relations of one video among {}: median {} ms, 95% {} ms, at most {} ms",
                VIDEOS,
                Math.round(millis.get(COMPARED / 2)),
                Math.round(millis.get(COMPARED * 95 / 100)),
                Math.round(millis.get(COMPARED - 1)));
        RelatedVideos related = all.service().getBean(RelatedVideos.class);
        for (int i = 0; i < COMPARED; i++) {
            List<RelatedVideos.Related> found = related.of("x" + (1000 + i), null);
            assertThat(found.size()).isBetween(Lists.MOST / 2, Lists.MOST);
            String partner = "x" + (1000 + (i ^ 1));
            assertThat(found).anySatisfy(each -> {
                assertThat(each.videoId()).isEqualTo(partner);
                assertThat(each.weight()).isGreaterThan(0.6);
                assertThat(each.reasons()).extracting(RelatedVideos.Why::kind).contains("person", "passage");
            });
        }
    }

    private static Feature feature(Kind kind, int number) {
        return new Feature(kind, kind.word() + " " + number, "The " + number, 1);
    }

    private static String words(Random random, int count) {
        return random.ints(count, 0, 50_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }
}
