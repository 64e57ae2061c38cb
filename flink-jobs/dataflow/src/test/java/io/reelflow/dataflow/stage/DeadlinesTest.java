package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final Work ADMITTED = Work.admitted(Jobs.job("a"), 1, 7);

    @Test
    void aLongerSourceHasMoreTimeAndAShortOneAFloor() {
        assertThat(new WatchStage().deadline(ofSeconds(1))).isEqualTo(Duration.ofSeconds(1202));
        assertThat(new WatchStage().deadline(ofSeconds(3600))).isEqualTo(Duration.ofMinutes(20 + 120));
        assertThat(new ListenStage().deadline(ofSeconds(7200))).isEqualTo(Duration.ofMinutes(20 + 60));
        assertThat(new AnalyzeStage().deadline(ofSeconds(7200))).isEqualTo(Duration.ofMinutes(20 + 30));
    }

    @Test
    void aSourceThatDoesNotSayHowLongItIsHasTheTimeOfTheLongest() {
        assertThat(new WatchStage().deadline(ofSeconds(0)))
                .isEqualTo(new WatchStage().deadline(ofSeconds(Deadlines.LONGEST_SECONDS)));
    }

    @Test
    void aSpanHasTheTimeOfASpanHoweverLongTheSource() {
        assertThat(new TranscribeStage().deadline(ofSeconds(100_000)))
                .isEqualTo(new TranscribeStage().deadline(ofSeconds(600)))
                .isGreaterThan(new TranscribeStage().deadline(ofSeconds(60)));
    }

    @Test
    void aLargerModelHasMoreTime() {
        assertThat(Deadlines.speech("tiny.en")).isEqualTo(Deadlines.speech("base"));
        assertThat(Deadlines.speech("small")).isLessThan(Deadlines.speech("medium"));
        assertThat(Deadlines.speech("medium")).isLessThan(Deadlines.speech("large-v3"));
    }

    private static Work ofSeconds(double seconds) {
        return ADMITTED.with(Artifacts.NONE.withSource("videos/v/source/f/", seconds));
    }
}
