package io.reelflow.status.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.result.Clip;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublicationTest {
    @Test
    void aLineIsWhatIsPastedAndNamesItsFiles() {
        Publication.Line line = Publication.Line.of(clip("Title", "What it is about"), null, "clips/01 Title", ".mp4");
        assertThat(line.post()).isEqualTo("Title\n\nWhat it is about\n\n#one #two");
        assertThat(line.file()).isEqualTo("clips/01 Title.mp4");
        assertThat(line.captions()).isEqualTo("clips/01 Title.srt");
    }

    @Test
    void whatPeopleHaveWrittenGoesBeforeWhatWasFound() {
        Publication.Line line = Publication.Line.of(clip("Title", null), "Better", "clips/01 Better", ".mp4");
        assertThat(line.title()).isEqualTo("Better");
        assertThat(line.post()).isEqualTo("Better\n\n#one #two");
    }

    @Test
    void theTableHoldsAnyTextAndNoFormula() {
        Publication.Line line =
                Publication.Line.of(clip("=HYPERLINK(\"x\")", "a, \"b\"\nc"), null, "clips/01 x", ".mp4");
        String table = Publication.csv(List.of(line));
        assertThat(table)
                .startsWith("\ufefffile,title,description,hashtags,post,thumbnail,captions,start,end\r\n")
                .contains("\"'=HYPERLINK(\"\"x\"\")\",\"a, \"\"b\"\"\nc\",\"#one #two\"")
                .endsWith("\"1.000\",\"2.500\"\r\n");
    }

    private static Clip clip(String title, @Nullable String description) {
        return new Clip(
                "c1",
                title,
                description,
                1,
                2.5,
                1.5,
                "said",
                1,
                List.of(),
                List.of("#one", "#two"),
                null,
                1080,
                1920,
                null,
                List.of(),
                new Clip.Files("v.mp4", "v.jpg", "v.vtt", "v.srt", null));
    }
}
