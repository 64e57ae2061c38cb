package io.reelflow.media.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Analysis.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EntitiesTest {
    private static final Pattern LABEL = Pattern.compile("\\[(\\w+):([^\\]]+)\\]");

    @Test
    void namesAreFoundAndTypedMoreOftenThanNot() throws Exception {
        int right = 0;
        int found = 0;
        int labelled = 0;
        var tagger = new PartsOfSpeech();
        var wrong = new ArrayList<String>();
        for (String line : Talks.all("entities-test.txt")) {
            var gold = LABEL.matcher(line).results().map(EntitiesTest::entity).toList();
            List<Entity> got = Entities.in(tagger.tokens(line.replaceAll(LABEL.pattern(), "$2")));
            labelled += gold.size();
            found += got.size();
            right += (int) got.stream().filter(gold::contains).count();
            if (!got.equals(gold)) {
                wrong.add(got + " for " + gold);
            }
        }
        double f1 = 2.0 * right / (found + labelled);
        assertThat(f1).as("%s", wrong).isGreaterThanOrEqualTo(0.7);
    }

    private static Entity entity(MatchResult label) {
        return new Entity(label.group(2).replaceAll("^Dr\\. ", ""), label.group(1), 1);
    }
}
