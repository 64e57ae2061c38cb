package io.reelflow.media.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RollUpTest {
    /** As YouTube writes automatic captions: the line before above, a hold of 10 ms after each. */
    private static final String ROLLING = """
            WEBVTT
            Kind: captions
            Language: en

            00:00:01.000 --> 00:00:03.000 align:start position:0%
            \s
            so<00:00:01.400><c> here</c><00:00:01.800><c> we</c><00:00:02.200><c> are</c>

            00:00:03.000 --> 00:00:03.010 align:start position:0%
            so here we are
            \s

            00:00:03.000 --> 00:00:05.000 align:start position:0%
            so here we are
            yes

            00:00:05.000 --> 00:00:05.010 align:start position:0%
            yes
            \s

            00:00:05.000 --> 00:00:07.000 align:start position:0%
            yes
            yes

            00:00:07.000 --> 00:00:07.010 align:start position:0%
            yes
            \s

            00:00:07.000 --> 00:00:09.000 align:start position:0%
            yes
            [Music]

            00:00:20.000 --> 00:00:22.000 align:start position:0%
            \s
            so<00:00:20.400><c> here</c><00:00:20.800><c> we</c><00:00:21.200><c> are</c>
            """;

    @Test
    void eachLineComesOnceAndWhatIsSaidTwiceComesTwice() throws Exception {
        List<Segment> segments = CaptionFile.read(ROLLING).segments();

        assertThat(segments)
                .extracting(Segment::text, Segment::start)
                .containsExactly(
                        tuple("so here we are", 1.0),
                        tuple("yes", 3.0),
                        tuple("yes", 5.0),
                        tuple("so here we are", 20.0));
        assertThat(segments.get(0).words())
                .extracting(Word::text, Word::start)
                .containsExactly(tuple("so", 1.0), tuple("here", 1.4), tuple("we", 1.8), tuple("are", 2.2));
    }

    @Test
    void aLineThatGrowsIsOneLine() throws Exception {
        List<Segment> segments = CaptionFile.read("""
                1
                00:00:00,000 --> 00:00:01,000
                we

                2
                00:00:01,000 --> 00:00:02,000
                we choose

                3
                00:00:02,000 --> 00:00:03,000
                we choose to go

                4
                00:00:03,000 --> 00:00:04,000
                we choose to go
                to the moon
                """).segments();

        assertThat(segments).extracting(Segment::text).containsExactly("we choose to go", "to the moon");
        assertThat(segments.get(0).words())
                .extracting(Word::text, Word::start)
                .contains(tuple("we", 0.0), tuple("choose", 1.0), tuple("to", 2.0));
    }

    @Test
    void captionsMadeByHandThatRepeatALineKeepIt() throws Exception {
        List<Segment> segments = CaptionFile.read("""
                WEBVTT

                00:00.000 --> 00:01.000
                No!

                00:01.000 --> 00:02.000
                No!

                00:02.000 --> 00:03.000
                Not that.

                00:03.000 --> 00:04.000
                Please.
                """).segments();

        assertThat(segments).extracting(Segment::text).containsExactly("No!", "No!", "Not that.", "Please.");
    }

    /** Lines of few different words, so that neighbours are often the same, rolled up as YouTube does. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverIsRolledUpComesBackAsItsLines(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        StringBuilder vtt = new StringBuilder("WEBVTT\n");
        int at = 0;
        for (int i = 0; i < 40; i++) {
            String line = "w" + random.nextInt(3) + " w" + random.nextInt(2);
            boolean first = i == 0 || random.nextInt(8) == 0;
            at += first ? 5000 : 0;
            int end = at + 1000 + random.nextInt(3000);
            String above = first ? " " : lines.get(i - 1);
            cue(vtt, at, end, above, line);
            cue(vtt, end, end + 10, line, " ");
            lines.add(line);
            at = end;
        }

        List<Segment> segments = CaptionFile.read(vtt.toString()).segments();

        assertThat(segments).extracting(Segment::text).containsExactlyElementsOf(lines);
    }

    @Test
    void theRollingFileOfTheCorpusGivesExactlyItsLines() throws Exception {
        Path file = corpus("metadata/youtube_rolling_auto.en.vtt");
        JsonNode expected =
                Json.MAPPER.readTree(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".expected.json")));

        List<Segment> segments = CaptionFile.read(file).segments();

        assertThat(segments).hasSize(expected.path("unique_lines").asInt());
        assertThat(String.join(" ", segments.stream().map(Segment::text).toList()))
                .isEqualTo(expected.path("text").asString());
        assertThat(segments).allSatisfy(segment -> assertThat(segment.words()).isNotEmpty());
    }

    @Test
    void theSubRipFileOfTheCorpusIsReadWhole() throws Exception {
        List<Segment> segments =
                CaptionFile.read(corpus("metadata/pinchflat_subtitle.srt")).segments();

        assertThat(segments).hasSize(9);
        assertThat(segments.get(3).text())
                .isEqualTo("Each subtitle entry consists of a number, a timecode, and the subtitle text.");
    }

    private static void cue(StringBuilder vtt, int start, int end, String above, String line) {
        vtt.append(String.format("%n%s --> %s%n%s%n%s%n", time(start), time(end), above, line));
    }

    private static String time(int millis) {
        return String.format("%02d:%02d.%03d", millis / 60_000, millis / 1000 % 60, millis % 1000);
    }

    private static Path corpus(String name) {
        String given = System.getenv("REELFLOW_CORPUS");
        Path folder = Path.of("").toAbsolutePath();
        while (!folder.resolve("schemas").toFile().isDirectory()) {
            folder = Objects.requireNonNull(folder.getParent(), "the repository's root");
        }
        Path root =
                given != null ? Path.of(given) : folder.resolveSibling("shared").resolve("corpus");
        assumeThat(root.resolve(name)).exists();
        return root.resolve(name);
    }
}
