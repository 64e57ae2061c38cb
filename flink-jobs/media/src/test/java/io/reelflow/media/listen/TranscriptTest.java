package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.media.listen.ListenPlan.Span;
import io.reelflow.media.speakers.Stretch;
import io.reelflow.media.speakers.Voice;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
    private static final float[] ANNA = {1, 0};
    private static final float[] BEN = {0, 1};

    @TempDir
    Path folder;

    @Test
    void spansAreInOrderHoweverTheyCome() {
        Transcript transcript = TranscriptAssembly.assemble(
                plan(2), List.of(span(1, 300, "Then this."), span(0, 0, "First that. And more.")));

        assertThat(transcript.segments())
                .extracting(Segment::text)
                .containsExactly("First that.", "And more.", "Then this.");
        assertThat(transcript.language()).isEqualTo("en");
    }

    @Test
    void aMissingSpanIsAnErrorNotAHole() {
        assertThatThrownBy(() -> TranscriptAssembly.assemble(plan(2), List.of(span(0, 0, "First."))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spans [0]: must be those of the plan, [0, 1]");
    }

    @Test
    void segmentsEndWithSentencesNotWithAbbreviationsOrAddresses() {
        assertThat(texts("Mr. Smith met J. Doe at reelflow.io today. He said: go! Really? Yes."))
                .containsExactly("Mr. Smith met J. Doe at reelflow.io today.", "He said: go!", "Really?", "Yes.");
        assertThat(texts("they stopped. and went on")).containsExactly("they stopped. and went on");
    }

    @Test
    void endlessSpeechIsCutAfterAComma() {
        String half = "word ".repeat(40) + "word,";
        List<String> texts = texts(half + " " + half.replace(",", ""));

        assertThat(texts).hasSize(2);
        assertThat(texts.get(0)).endsWith(",");
    }

    @Test
    void allFilesAreWrittenAndTheJsonReadsBack() throws Exception {
        Transcript transcript =
                TranscriptAssembly.assemble(plan(1), List.of(span(0, 3, "Now we begin. This is the first step.")));

        TranscriptFiles.write(transcript, folder);

        assertThat(folder.resolve("transcript.txt")).hasContent("Now we begin. This is the first step.\n");
        assertThat(folder.resolve("transcript.vtt")).content().startsWith("WEBVTT\n\n00:00:03.000 --> ");
        assertThat(folder.resolve("transcript.srt")).content().startsWith("1\n00:00:03,000 --> ");
        assertThat(Json.read(Files.readAllBytes(folder.resolve("transcript.json")), Transcript.class))
                .isEqualTo(transcript);
    }

    @Test
    void speakersAreTheSameInAllSpansAndNamedAsTheyBegin() {
        SpanTranscript first =
                spoken(0, 0, "I ask the question. You answer it.", voice(BEN, 12, 0, 1.2), voice(ANNA, 9, 1.2, 9));
        SpanTranscript second = spoken(1, 300, "And again I answer it.", voice(ANNA, 7, 300, 309));

        Transcript transcript = TranscriptAssembly.assemble(plan(2), List.of(second, first));

        assertThat(transcript.segments())
                .extracting(Segment::speaker, Segment::text)
                .containsExactly(
                        tuple("Speaker 1", "I ask the question."),
                        tuple("Speaker 2", "You answer it."),
                        tuple("Speaker 2", "And again I answer it."));
        assertThat(transcript.namesSpeakers()).isTrue();
    }

    @Test
    void aSegmentEndsWhereTheSpeakerDoesThoughTheSentenceGoesOn() {
        SpanTranscript span = spoken(
                0,
                0,
                "this goes on and on and on no it does not go on at all",
                voice(BEN, 12, 0, 2.7),
                voice(ANNA, 9, 2.7, 9));

        assertThat(TranscriptAssembly.assemble(plan(1), List.of(span)).segments())
                .extracting(Segment::text)
                .containsExactly("this goes on and on and on no it", "does not go on at all");
    }

    @Test
    void whereNoVoiceWasHeardNobodyIsNamed() {
        Transcript transcript = TranscriptAssembly.assemble(plan(1), List.of(spoken(0, 0, "Hm.")));

        assertThat(transcript.segments()).extracting(Segment::speaker).containsOnlyNulls();
        assertThat(transcript.namesSpeakers()).isFalse();
    }

    @Test
    void filesSayWhoSpeaks() throws Exception {
        List<Segment> segments = List.of(
                new Segment(0, 1, "Hello.", "Speaker 1", List.of()),
                new Segment(1, 2, "Are you there?", "Speaker 1", List.of()),
                new Segment(2, 3, "Yes & no.", "Speaker 2", List.of()));

        TranscriptFiles.write(new Transcript("en", 1.0, "whisper", "base", 3, segments), folder);

        assertThat(folder.resolve("transcript.txt"))
                .hasContent("Speaker 1: Hello. Are you there?\n\nSpeaker 2: Yes & no.\n");
        assertThat(folder.resolve("transcript.vtt"))
                .content()
                .contains("<v Speaker 1>Hello.\n", "<v Speaker 1>Are you there?\n", "<v Speaker 2>Yes &amp; no.\n");
        assertThat(folder.resolve("transcript.srt"))
                .content()
                .contains("\nSpeaker 1: Hello.\n", "\nAre you there?\n", "\nSpeaker 2: Yes & no.\n");
    }

    @Test
    void linesWithNamesAreNoLonger() throws Exception {
        String text = "When the morning had come, everybody went to the sea and nobody came back.";
        List<Segment> segments = List.of(CaptionsTest.spoken(0, text));
        Segment said = new Segment(
                0, segments.get(0).end(), text, "Speaker 1", segments.get(0).words());

        TranscriptFiles.write(new Transcript("en", 1.0, "whisper", "base", 9, List.of(said)), folder);

        assertThat(folder.resolve("transcript.srt"))
                .content()
                .contains("Speaker 1: When")
                .satisfies(srt -> assertThat(srt.lines())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(42)));
    }

    @Test
    void silenceHasAnEmptyTranscript() throws Exception {
        Transcript transcript =
                TranscriptAssembly.assemble(new ListenPlan(0, 60, null, null, "base", List.of()), List.of());

        TranscriptFiles.write(transcript, folder);

        assertThat(folder.resolve("transcript.txt")).isEmptyFile();
        assertThat(folder.resolve("transcript.vtt")).hasContent("WEBVTT\n");
    }

    @Test
    void paragraphsEndAtLongPauses() {
        List<Segment> segments = List.of(
                CaptionsTest.spoken(0, "One."), CaptionsTest.spoken(1, "Two."), CaptionsTest.spoken(9, "Three."));

        assertThat(Paragraphs.of(segments)).isEqualTo("One. Two.\n\nThree.\n");
    }

    @Test
    void paragraphsEndWhereAnotherSpeaksAndSayWho() {
        List<Segment> segments = List.of(
                new Segment(0, 1, "Hello.", "Anna", List.of()),
                new Segment(1, 2, "Are you there?", "Anna", List.of()),
                new Segment(2, 3, "Yes.", "Ben", List.of()),
                new Segment(3, 4, "(noise)", null, List.of()));

        assertThat(Paragraphs.of(segments)).isEqualTo("Anna: Hello. Are you there?\n\nBen: Yes.\n\n(noise)\n");
    }

    @Test
    void aLongParagraphEndsWithASentence() {
        String half = "word ".repeat(70).strip();
        List<Segment> segments = List.of(
                new Segment(0, 10, half, null, List.of()),
                new Segment(10, 20, half, null, List.of()),
                new Segment(20, 21, "end.", null, List.of()),
                new Segment(21, 22, "New one.", null, List.of()));

        assertThat(Paragraphs.of(segments)).isEqualTo(half + " " + half + " end.\n\nNew one.\n");
    }

    @Test
    void scriptsWithoutSpacesHaveNoneBetweenSegments() {
        List<Segment> segments =
                List.of(new Segment(0, 1, "今天很好。", null, List.of()), new Segment(1, 2, "明天也是。", null, List.of()));

        assertThat(Paragraphs.of(segments)).isEqualTo("今天很好。明天也是。\n");
    }

    private static List<String> texts(String text) {
        return Segments.of(CaptionsTest.spoken(0, text).words(), " ", null).stream()
                .map(Segment::text)
                .toList();
    }

    private static ListenPlan plan(int spans) {
        List<Span> empty =
                IntStream.range(0, spans).mapToObj(i -> new Span(i, List.of())).toList();
        return new ListenPlan(0, 600, "en", 0.98, "base", empty);
    }

    private static SpanTranscript spoken(int index, double start, String text, Voice... voices) {
        return new SpanTranscript(index, CaptionsTest.spoken(start, text).words(), List.of(voices));
    }

    private static Voice voice(float[] mean, int windows, double start, double end) {
        return new Voice(mean, windows, List.of(new Stretch(start, end)));
    }

    private static SpanTranscript span(int index, double start, String text) {
        return new SpanTranscript(index, CaptionsTest.spoken(start, text).words());
    }
}
