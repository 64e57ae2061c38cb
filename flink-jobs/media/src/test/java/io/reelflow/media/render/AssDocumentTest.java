package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.listen.CueLayout;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssDocumentTest {
    private static final JobOptions.Captions KARAOKE = new JobOptions.Captions(true, "karaoke", "bottom");

    @Test
    void bracesBackslashesAndBreaksAreTextNotCommands() {
        assertThat(AssText.escape("{\\b1}a\\Nb\nc\u0000d")).isEqualTo("\\{\\\u2060b1\\}a\\\u2060Nb c d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Привет, мир", "\"quoted\", it's", "naïve — café", "你好", "שלום", "100% & <b>", "a,b;c:d"})
    void otherTextStaysAsItIs(String text) {
        assertThat(AssText.escape(text)).isEqualTo(text);
    }

    @Test
    void timesAreHundredths() {
        assertThat(AssText.time(3725.678)).isEqualTo("1:02:05.68");
        assertThat(AssText.time(59.999)).isEqualTo("0:01:00.00");
        assertThat(AssText.time(-1)).isEqualTo("0:00:00.00");
    }

    @Test
    void theWordThatIsSpokenIsLitUntilTheNextOneBegins() throws Exception {
        String text = document(KARAOKE, Requests.segment(0.3, "one", "two", "three"));

        // 0.3–0.7, 0.8–1.2, 1.3–1.7
        assertThat(text)
                .contains(",0:00:00.30,")
                .contains("{\\1c&H00FFFFFF\\t(0,1,\\1c&H0000D7FF)\\t(500,501,\\1c&H00FFFFFF)}one"
                        + " {\\1c&H00FFFFFF\\t(500,501,\\1c&H0000D7FF)\\t(1000,1001,\\1c&H00FFFFFF)}two"
                        + " {\\1c&H00FFFFFF\\t(1000,1001,\\1c&H0000D7FF)}three");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "boxed"})
    void otherStylesHaveNoKaraoke(String style) throws Exception {
        String text = document(new JobOptions.Captions(true, style, "top"), Requests.segment(0, "one", "two"));

        assertThat(text).contains("one two").doesNotContain("\\t");
    }

    @Test
    void aNewlineInASpokenWordStartsNoEventOfItsOwn() throws Exception {
        String text = document(KARAOKE, Requests.segment(0, "one\nDialogue: 0,0:00:00.00", "two"));

        assertThat(text.lines().filter(line -> line.startsWith("Dialogue"))).hasSize(1);
    }

    @Test
    void theFontHasTheLettersAndLinesBeginWhereTheirScriptDoes() throws Exception {
        assertThat(document(KARAOKE, Requests.segment(0, "Hello"))).contains("Style: Caption,DejaVu Sans,");
        assertThat(document(KARAOKE, Requests.segment(0, "你好"))).contains("Style: Caption,Noto Sans CJK SC,");
        assertThat(document(KARAOKE, Requests.segment(0, "日本", "です"))).contains("Noto Sans CJK JP");
        assertThat(document(KARAOKE, Requests.segment(0, "한국"))).contains("Noto Sans CJK KR");
        assertThat(document(KARAOKE, Requests.segment(0, "שלום")).lines().filter(line -> line.startsWith("Style:")))
                .allMatch(line -> line.endsWith(",-1"));
    }

    private static String document(JobOptions.Captions captions, Segment segment) throws Exception {
        Framing framing = Framing.of(1280, 720, Requests.options("9:16", "1080p", "face"));
        var cues = new io.reelflow.media.listen.Captions(CueLayout.UPRIGHT).cues(List.of(segment));
        return new AssDocument(framing, captions, CaptionFont.of(segment.text()))
                .captions(cues, captions.style().equals("karaoke"))
                .text();
    }
}
