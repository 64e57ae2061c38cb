package io.reelflow.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.bench.measure.Result;
import io.reelflow.bench.measure.Result.Figure;
import io.reelflow.bench.measure.Result.Promise;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
    private static Result run(Double seconds, boolean kept) {
        return new Result(
                "bench x",
                Instant.parse("2026-11-22T10:00:00Z"),
                1,
                2,
                null,
                kept,
                List.of(new Figure("took", seconds, "s", 2.0, null, null)),
                List.of(new Promise("nothing is lost", kept, kept ? "0 of 5" : "1 of 5")),
                null);
    }

    @Test
    void ofSeveralRunsTheMedianCountsAndABrokenPromiseStaysBroken() {
        Kept kept = Kept.of("x", "bench x", "abc", List.of(run(1.0, true), run(9.0, false), run(3.0, true)));

        assertThat(kept.median("took")).hasValue(3.0);
        assertThat(kept.figures().get(0).met()).isFalse();
        assertThat(kept.promises()).containsExactly(new Promise("nothing is lost", false, "1 of 5"));
        assertThat(Kept.of("x", "bench x", null, List.of(run(1.0, true), run(2.0, true)))
                        .median("took"))
                .hasValue(1.5);
    }

    @Test
    void whatIsKeptIsReadAgain(@TempDir Path folder) throws Exception {
        Kept kept = Kept.of("x", "bench x", "abc", List.of(run(1.0, true)));
        var shelf = new Shelf(folder);
        shelf.put(kept);

        assertThat(shelf.all()).containsExactly(kept);
        assertThat(shelf.find("x")).contains(kept);
        assertThat(shelf.find("y")).isEmpty();
    }
}
