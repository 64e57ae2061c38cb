package io.reelflow.media.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionFileTest {
    @TempDir
    Path folder;

    @Test
    void webVttIsRead() throws Exception {
        List<Segment> segments = segments("""
                WEBVTT - a talk
                Kind: captions

                STYLE
                ::cue { color: white }

                NOTE a comment
                of two lines

                intro
                00:01.000 --> 00:03.500 align:start position:0%
                <v Roger Bingham>We are in <i>New York</i>
                &amp; it is late.</v>

                01:00:00.000 --> 01:00:02.000
                <c.yellow.bg_blue>Later</c>
                """);

        assertThat(segments)
                .extracting(Segment::start, Segment::end, Segment::text, Segment::speaker)
                .containsExactly(
                        tuple(1.0, 3.5, "We are in New York & it is late.", "Roger Bingham"),
                        tuple(3600.0, 3602.0, "Later", null));
        assertThat(segments.get(0).words()).isEmpty();
    }

    @Test
    void subRipIsReadWithAllItsBadHabits() throws Exception {
        String text = """
                1
                00:00:01,000 --> 00:00:02,500
                <font color="red">{\\an8}One</font>

                still one

                2
                0:00:03,5 --> 0:00:04 X1:10
                <i>Two
                3
                00:00:05.000-->00:00:06.000
                42
                """;

        List<Segment> segments = segments(text.replace("\n", "\r\n"));

        assertThat(segments)
                .extracting(Segment::start, Segment::end, Segment::text)
                .containsExactly(tuple(1.0, 2.5, "One still one"), tuple(3.5, 4.0, "Two"), tuple(5.0, 6.0, "42"));
    }

    @Test
    void timesOfWordsInACueAreKept() throws Exception {
        Segment segment = segments("""
                WEBVTT

                00:00:01.000 --> 00:00:03.000
                so<00:00:01.200><c> we</c><00:00:01.500><c> begin</c> now
                """).get(0);

        assertThat(segment.text()).isEqualTo("so we begin now");
        assertThat(segment.words())
                .extracting(Word::text, Word::start)
                .containsExactly(tuple("so", 1.0), tuple("we", 1.2), tuple("begin", 1.5), tuple("now", 2.438));
        assertThat(segment.words().get(1).end()).isEqualTo(1.5);
        assertThat(segment.end()).isEqualTo(3.0);
    }

    @Test
    void json3IsReadWithItsWordsAndConfidences() throws Exception {
        List<Segment> segments = segments("""
                {"wireMagic": "pb3", "events": [
                 {"tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1},
                 {"tStartMs": 1000, "dDurationMs": 4000, "wWinId": 1, "segs": [
                   {"utf8": "hello", "acAsrConf": 255}, {"utf8": " big", "tOffsetMs": 400, "acAsrConf": 51},
                   {"utf8": " world", "tOffsetMs": 900}]},
                 {"tStartMs": 2500, "dDurationMs": 2500, "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\\n"}]},
                 {"tStartMs": 3000, "dDurationMs": 3000, "wWinId": 1, "segs": [{"utf8": "[Music]"}]},
                 {"tStartMs": 6000, "dDurationMs": 1000, "segs": [{"utf8": "by hand\\nand again"}]}]}
                """);

        assertThat(segments)
                .extracting(Segment::text, Segment::start, Segment::end)
                .containsExactly(tuple("hello big world", 1.0, 2.5), tuple("by hand and again", 6.0, 7.0));
        assertThat(segments.get(0).words())
                .containsExactly(
                        new Word(1.0, 1.4, "hello", 1), new Word(1.4, 1.9, "big", 0.2), new Word(1.9, 2.5, "world", 1));
    }

    @Test
    void ttmlIsReadWithTimesOfEveryKind() throws Exception {
        List<Segment> segments = segments("""
                <?xml version="1.0" encoding="utf-8"?>
                <tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
                    ttp:frameRate="25" ttp:tickRate="1000">
                 <tt:head><tt:metadata>not said</tt:metadata></tt:head>
                 <tt:body begin="10s"><tt:div>
                  <tt:p begin="00:00:01.500" end="00:00:03:05">One
                     line<tt:br/>and <tt:span tts:color="red">two</tt:span></tt:p>
                  <tt:p begin="4000t" dur="50f"><tt:metadata>nor this</tt:metadata>Three &amp; four</tt:p>
                  <tt:p begin="0.1m" end="8s"><tt:span begin="0s">word</tt:span> <tt:span begin="500ms">by</tt:span>
                    <tt:span begin="1s">word</tt:span></tt:p>
                 </tt:div></tt:body></tt:tt>
                """);

        assertThat(segments)
                .extracting(Segment::text, Segment::start, Segment::end)
                .containsExactly(
                        tuple("One line and two", 11.5, 13.2),
                        tuple("Three & four", 14.0, 16.0),
                        tuple("word by word", 16.0, 18.0));
        assertThat(segments.get(2).words()).extracting(Word::start).containsExactly(16.0, 16.5, 17.0);
    }

    @Test
    void ttmlWhoseSpansCountFromTheVideosStartIsUnderstood() throws Exception {
        List<Segment> segments =
                segments("<tt><body><div><p begin=\"20.0s\" end=\"22s\"><span begin=\"20s\" end=\"21s\">"
                        + "one</span> <span begin=\"21s\" end=\"22s\">two</span></p><p><span begin=\"30s\" end=\"31s\">three</span>"
                        + "</p></div></body></tt>");

        assertThat(segments.get(0).words()).extracting(Word::start).containsExactly(20.0, 21.0);
        assertThat(segments.get(1)).extracting(Segment::start, Segment::end).containsExactly(30.0, 31.0);
    }

    @Test
    void ttmlReadsNoFileAndGrowsNoEntity() throws Exception {
        List<Segment> segments = segments("<!DOCTYPE tt [<!ENTITY a \"" + "x".repeat(100) + "\"><!ENTITY b \"&a;&a;\">"
                + "<!ENTITY file SYSTEM \"file:///etc/passwd\">]>"
                + "<tt><body><div><p begin=\"0s\" end=\"1s\">said &file; &b;</p></div></body></tt>");

        assertThat(segments).extracting(Segment::text).containsExactly("said &file; &b;");
    }

    @Test
    void cuesOutOfOrderOverlappingOrWithoutLengthBecomeATimeline() throws Exception {
        List<Segment> segments = segments("""
                WEBVTT

                00:00:10.000 --> 00:00:10.000
                no length

                00:00:05.000 --> 00:00:12.000
                too long

                00:00:01.000 --> 00:00:02.000
                first

                00:00:01.000 --> 00:00:02.000
                first

                00:00:20.000 --> 00:00:19.000
                backwards, and last
                """);

        assertThat(segments)
                .extracting(Segment::text, Segment::start, Segment::end)
                .containsExactly(
                        tuple("first", 1.0, 2.0),
                        tuple("too long", 5.0, 10.0),
                        tuple("no length", 10.0, 11.0),
                        tuple("backwards, and last", 20.0, 21.267));
    }

    @Test
    void labelsGoAndWordsInBracketsStay() throws Exception {
        assertThat(texts(
                        "[Music]",
                        "♪ la la ♪",
                        "(LAUGHS)",
                        "* sighs *",
                        "[door closes slowly] Hi [cough]there",
                        "He (my brother) said so",
                        "what the [&nbsp;__&nbsp;]",
                        "a &lt; b, b > c",
                        "5 [sic]"))
                .containsExactly("la la", "Hi there", "He (my brother) said so", "what the [__]", "a < b, b > c", "5");
    }

    @Test
    void labelsThatAreBrokenOverTwoLinesGo() throws Exception {
        assertThat(texts(
                        "[dramatic\nmusic]",
                        "(people\ncheering)",
                        "Well [door\ncloses] there you are",
                        "He (my\nbrother) said so",
                        "an [open bracket\nand no end",
                        "- [soft\nmusic]\n- Hello"))
                .containsExactly(
                        "Well there you are", "He (my brother) said so", "an [open bracket and no end", "Hello");
    }

    @Test
    void dashesAndNamesTellSpeakersApart() throws Exception {
        List<Segment> segments = segments("""
                WEBVTT

                00:00:00.000 --> 00:00:04.000
                - Are you there?
                - Yes.

                00:00:05.000 --> 00:00:06.000
                -5 degrees outside

                00:00:07.000 --> 00:00:08.000
                &gt;&gt; DR. BROWN: Good evening,
                all of you.

                00:00:09.000 --> 00:00:10.000
                Note: this is no name
                """);

        assertThat(segments)
                .extracting(Segment::text, Segment::speaker)
                .containsExactly(
                        tuple("Are you there?", null),
                        tuple("Yes.", null),
                        tuple("-5 degrees outside", null),
                        tuple("Good evening, all of you.", "DR. BROWN"),
                        tuple("Note: this is no name", null));
        assertThat(segments.get(0).end()).isEqualTo(segments.get(1).start()).isBetween(2.5, 3.5);
    }

    @Test
    void entitiesThatWereEscapedTwiceAndMarksWithoutWidthAreCleaned() throws Exception {
        assertThat(texts("it&amp;#39;s&nbsp;&quot;fine&quot;", "\u200Bzero\uFEFF &lrm;width", "caf&eacute; &#x1F600;"))
                .containsExactly("it's \"fine\"", "zero width", "café 😀");
    }

    @Test
    void scriptsWithoutSpacesKeepTheirWordsApartAndTheirTextTogether() throws Exception {
        Segment segment = segments("""
                {"events": [{"tStartMs": 0, "dDurationMs": 3000, "segs": [{"utf8": "今天"},
                 {"utf8": "天气", "tOffsetMs": 1000}, {"utf8": "很好。", "tOffsetMs": 2000}]}]}
                """).get(0);

        assertThat(segment.text()).isEqualTo("今天天气很好。");
        assertThat(segment.words()).extracting(Word::text).containsExactly("今天", "天气", "很好。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void everyEncodingThatIsInUseIsRead(String charset) throws Exception {
        String text = "1\n00:00:00,000 --> 00:00:01,000\nÇa va très bien, señor\n";
        Path file = Files.write(folder.resolve("c.srt"), text.getBytes(Charset.forName(charset)));

        assertThat(CaptionFile.read(file).segments())
                .extracting(Segment::text)
                .containsExactly("Ça va très bien, señor");
    }

    @Test
    void aByteOrderMarkIsNoText() throws Exception {
        Path file = Files.writeString(
                folder.resolve("c.vtt"), "\uFEFFWEBVTT\n\n00:00.000 --> 00:01.000\nhi\n", StandardCharsets.UTF_8);

        assertThat(CaptionFile.read(file).segments()).extracting(Segment::text).containsExactly("hi");
    }

    @Test
    void cuesThatCanNotBeReadAreCountedAndTheOthersStay() throws Exception {
        CaptionTrack track = CaptionFile.read("""
                WEBVTT

                00:00:aa.000 --> 00:00:02.000
                lost

                00:00:03.000 --> 00:00:04.000
                kept

                --> and this
                """);

        assertThat(track.segments()).extracting(Segment::text).containsExactly("kept");
        assertThat(track.warnings()).containsExactly("2 of the captions' 3 cues can not be read, and were passed over");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just words",
                "WEBVTT\n",
                "WEBVTT\n\nxx --> yy\nlost\n",
                "{\"events\": [",
                "{\"no\": 1}",
                "<!DOCTYPE html><html><body>Sign in</body></html>",
                "<feed><entry/></feed>",
                "<tt><body><div><p>no times</p></div></body></tt>",
                "1\n00:00:00,000 --> 00:00:01,000\n[Music]\n"
            })
    void whatIsNoCaptionsIsSaidSo(String text) {
        assertThatThrownBy(() -> CaptionFile.read(text))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE));
    }

    @Test
    void aFileLargerThanAnyCaptionsIsNotRead() throws Exception {
        Path file = folder.resolve("huge.vtt");
        Files.write(file, new byte[(int) CaptionFile.MOST_BYTES + 1]);

        assertThatThrownBy(() -> CaptionFile.read(file))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("at most");
    }

    private static List<Segment> segments(String text) throws MediaException {
        CaptionTrack track = CaptionFile.read(text);
        assertThat(track.warnings()).isEmpty();
        return track.segments();
    }

    /** A cue for each line. */
    private static List<String> texts(String... lines) throws MediaException {
        StringBuilder vtt = new StringBuilder("WEBVTT\n");
        for (int i = 0; i < lines.length; i++) {
            vtt.append(String.format("%n00:%02d.000 --> 00:%02d.900%n%s%n", 2 * i, 2 * i, lines[i]));
        }
        return segments(vtt.toString()).stream().map(Segment::text).toList();
    }
}
