package io.reelflow.media.slides;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.slides.PageText.Line;
import io.reelflow.media.slides.PageText.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlideTitleTest {
    @Test
    void theLargestLineNearTheTopIsTheTitle() {
        assertThat(title(line("Chapter 2", 10, 12), line("Why streams", 40, 40), line("They never end", 120, 24)))
                .isEqualTo("Why streams");
    }

    @Test
    void aTitleOfTwoLinesIsOne() {
        assertThat(title(
                        line("On the complexity of", 20, 40),
                        line("partitioning blocks", 68, 38),
                        line("Jens", 200, 20)))
                .isEqualTo("On the complexity of partitioning blocks");
    }

    @Test
    void aLargeNumberFurtherDownIsNone() {
        assertThat(title(line("Latency", 20, 40), line("99 %", 260, 120))).isEqualTo("Latency");
    }

    @Test
    void whereOnlyTheMiddleIsWrittenOnThatIsTheTitle() {
        assertThat(title(line("Thank you", 300, 60))).isEqualTo("Thank you");
    }

    @Test
    void marksAreNoTitle() {
        assertThat(title(line("—", 10, 80), line("Results", 100, 40))).isEqualTo("Results");
        assertThat(title(line("•", 10, 80))).isNull();
        assertThat(title()).isNull();
    }

    private static @Nullable String title(Line... lines) {
        return SlideTitle.of(new PageText(640, 480, List.of(lines)));
    }

    private static Line line(String text, int top, int size) {
        return new Line(List.of(new Word(text, 20, top, 300, top + size)), size);
    }
}
