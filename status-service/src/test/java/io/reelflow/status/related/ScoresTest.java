package io.reelflow.status.related;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.related.Scores.Counted;
import io.reelflow.status.related.Scores.Shared;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final Feature NAME = new Feature(Kind.PERSON, "ada lovelace", "Ada Lovelace", 1);

    @Test
    void whatEverybodyHasWeighsNothingAndWhatFewHaveWeighsMuch() {
        var scores = new Scores(1_000_000);
        assertThat(scores.rarity(2)).isGreaterThan(0.9);
        assertThat(scores.rarity(1_000)).isBetween(0.45, 0.55);
        assertThat(scores.rarity(1_000_000)).isLessThan(0.001);
        assertThat(reasons(scores, 1_000_000)).isEmpty();
        assertThat(reasons(scores, 2)).containsOnlyKeys("b");
    }

    @Test
    void twoVideosAloneAreRelatedByWhatTheyShare() {
        assertThat(reasons(new Scores(2), 2)).containsOnlyKeys("b");
    }

    @Test
    void aListKeepsTheStrongestAndAWeakerOneDoesNotEnterAFullOne() {
        var random = new Random(3);
        for (int round = 0; round < 50; round++) {
            var reasons = new HashMap<String, List<Reason>>();
            var lists = new HashMap<String, Map<String, Double>>();
            for (int other = 0; other < 80; other++) {
                String id = "v" + other;
                reasons.put(id, List.of(new Reason(Kind.TOPIC, "t", "t", random.nextDouble(0.1, 0.9), null, null)));
                var list = new HashMap<String, Double>();
                IntStream.range(0, random.nextInt(Lists.MOST + 1))
                        .forEach(i -> list.put("x" + i, random.nextDouble(0.1, 0.9)));
                lists.put(id, list);
            }
            Lists after = Lists.of("me", reasons, lists);
            double weakest = reasons.keySet().stream()
                    .filter(id -> after.rows().containsKey(new Lists.Pair("me", id)))
                    .mapToDouble(
                            id -> reasons.getOrDefault(id, List.of()).get(0).weight())
                    .min()
                    .orElseThrow();
            assertThat(after.rows().keySet().stream()
                            .filter(pair -> pair.videoId().equals("me")))
                    .hasSize(Lists.MOST);
            reasons.forEach((id, why) -> {
                double weight = why.get(0).weight();
                assertThat(after.rows().containsKey(new Lists.Pair("me", id))).isEqualTo(weight >= weakest);
                Map<String, Double> list = lists.getOrDefault(id, Map.of());
                boolean room = list.size() < Lists.MOST;
                boolean stronger = list.values().stream().anyMatch(each -> each < weight);
                assertThat(after.rows().containsKey(new Lists.Pair(id, "me"))).isEqualTo(room || stronger);
                assertThat(after.gone().stream()
                                .filter(pair -> pair.videoId().equals(id)
                                        && !pair.relatedId().equals("me")))
                        .hasSize(!room && stronger ? 1 : 0);
            });
        }
    }

    private static Map<String, List<Reason>> reasons(Scores scores, long having) {
        return scores.of(
                Map.of(NAME.key(), new Counted(NAME, having)), List.of(new Shared("b", NAME.key(), 1)), Map.of());
    }
}
