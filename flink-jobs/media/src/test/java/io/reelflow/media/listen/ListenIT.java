package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sentence, a real ffmpeg, the real Silero VAD and Whisper tiny.en. */
class ListenIT {
    private static final String MODEL = "tiny.en";

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void makeOut() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
    }

    @Test
    void whatIsSaidIsWrittenAtTheTimesOfThePicture() throws Exception {
        Path video = Talk.make(
                folder.resolve("video.mkv"),
                "-f",
                "lavfi",
                "-t",
                "13",
                "-i",
                "color=size=64x64:rate=5",
                "-filter_complex",
                "[0:a]adelay=4000:all=1[sound]",
                "-map",
                "1:v",
                "-map",
                "[sound]",
                "-c:v",
                "libx264",
                "-c:a",
                "aac");

        ListenPlan plan = Talk.listen(Talk.request(video, 1, 0, "auto", MODEL), out);
        Transcript transcript = Talk.transcribe(plan, out);

        assertThat(plan.language()).isEqualTo("en");
        assertThat(out.resolve("audio.flac")).isNotEmptyFile();
        assertThat(WordErrors.rate(Talk.SENTENCE, transcript.text())).isLessThanOrEqualTo(0.1);
        List<Word> words =
                transcript.segments().stream().flatMap(s -> s.words().stream()).toList();
        assertThat(words.get(0).start()).isBetween(4.0, 4.8);
        assertThat(words.get(words.size() - 1).end()).isBetween(10.0, 4 + Talk.SENTENCE_SECONDS);
        assertThat(words).extracting(Word::start).isSorted();
    }

    @Test
    void soundThatStartsLaterThanThePictureKeepsItsTime() throws Exception {
        Path video = Talk.make(
                folder.resolve("late.mkv"),
                "-f",
                "lavfi",
                "-t",
                "10",
                "-i",
                "color=size=64x64:rate=5",
                "-filter_complex",
                "[0:a]asetpts=PTS+2/TB[sound];[1:v]setpts=PTS+1/TB[picture]",
                "-map",
                "[picture]",
                "-map",
                "[sound]",
                "-c:v",
                "libx264",
                "-c:a",
                "aac",
                "-avoid_negative_ts",
                "disabled");

        ListenPlan plan = Talk.listen(Talk.request(video, 1, 1, "en", MODEL), out);

        assertThat(plan.offset()).isEqualTo(1);
        assertThat(plan.duration()).isCloseTo(1 + Talk.SENTENCE_SECONDS, Offset.offset(0.15));
        assertThat(plan.spans().get(0).chunks().get(0).speech().get(0).start()).isBetween(2.0, 2.8);
    }

    @Test
    void aVoiceThatIsOnlyInTheCentreIsHeard() throws Exception {
        Path video = Talk.make(
                folder.resolve("surround.mka"),
                "-filter_complex",
                "[0:a]aresample=48000,aformat=channel_layouts=mono,pan=5.1|FC=c0[sound]",
                "-map",
                "[sound]",
                "-c:a",
                "flac");

        assertThat(Talk.listen(Talk.request(video, 0, 0, "en", MODEL), out).spans())
                .hasSize(1);
    }

    @Test
    void hoursOfSilenceHaveNoSpeechAndNoLanguage() throws Exception {
        Path silence = Talk.make(
                folder.resolve("silence.m4a"),
                "-f",
                "lavfi",
                "-t",
                "7200",
                "-i",
                "anullsrc=r=16000:cl=mono",
                "-map",
                "1:a",
                "-c:a",
                "aac",
                "-b:a",
                "8k");

        ListenPlan plan = Talk.listen(Talk.request(silence, 0, 0, "auto", MODEL), out);

        assertThat(plan.spans()).isEmpty();
        assertThat(plan.language()).isNull();
        assertThat(plan.duration()).isCloseTo(7200, Offset.offset(1.0));
        assertThat(Talk.transcribe(plan, out).segments()).isEmpty();
    }

    @Test
    void noiseIsNoSpeech() throws Exception {
        Path noise = Talk.make(
                folder.resolve("noise.flac"),
                "-f",
                "lavfi",
                "-t",
                "30",
                "-i",
                "anoisesrc=color=pink:seed=1",
                "-map",
                "1:a");

        assertThat(Talk.listen(Talk.request(noise, 0, 0, "en", MODEL), out).spans())
                .isEmpty();
    }

    @Test
    void everyChunkIsReported() throws Exception {
        ListenPlan plan = Talk.listen(Talk.request(twice(), 0, 0, "en", MODEL), out);
        List<Counters> counters = new ArrayList<>();
        Progress progress = (stage, fraction, message, counted) -> {
            assertThat(stage).isEqualTo(Stage.TRANSCRIBING);
            if (counted != null) {
                counters.add(counted);
            }
        };

        SpanTranscript span = new TranscribeTask(Talk.CONFIG)
                .run(Talk.requestFor(plan, plan.spans().get(0), out), out, progress);

        assertThat(counters).extracting(Counters::chunksDone).containsExactly(0L, 1L, 2L);
        assertThat(counters).extracting(Counters::chunksTotal).containsOnly(2L);
        assertThat(span.words()).hasSizeGreaterThan(36);
    }

    @Test
    void anInterruptedTranscriptionEndsAndTheNextOneRuns() throws Exception {
        ListenPlan plan = Talk.listen(Talk.request(twice(), 0, 0, "en", MODEL), out);
        TranscribeTask task = new TranscribeTask(Talk.CONFIG);
        TranscribeRequest request = Talk.requestFor(plan, plan.spans().get(0), out);
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> task.run(request, out, (stage, fraction, message, counted) -> caller.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(task.run(request, out, Progress.NONE).words()).hasSizeGreaterThan(36);
    }

    @Test
    void anEnglishModelRefusesAnotherLanguage() throws Exception {
        Path sentence = Talk.make(folder.resolve("sentence.flac"));

        assertThatThrownBy(() -> Talk.listen(Talk.request(sentence, 0, 0, "es", MODEL), out))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_UNAVAILABLE))
                .hasMessage("language 'es': the model tiny.en does not know it");
    }

    @Test
    void whatIsNoMediaIsUnreadable() throws Exception {
        Path page = Files.writeString(folder.resolve("page.mp4"), "<html>not here</html>");

        assertThatThrownBy(() -> Talk.listen(Talk.request(page, 0, 0, "en", MODEL), out))
                .isInstanceOfSatisfying(
                        MediaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE));
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void textSegmentsAreSentences() throws Exception {
        ListenPlan plan = Talk.listen(Talk.request(twice(), 0, 0, "en", MODEL), out);

        List<Segment> segments = Talk.transcribe(plan, out).segments();

        assertThat(segments).extracting(Segment::start).hasSizeBetween(2, 4).anyMatch(start -> start > 15);
        SubtitleLimits.linesHold(segments, CueLayout.SUBTITLES);
        SubtitleLimits.timesHold(segments, CueLayout.SUBTITLES);
    }

    /** The sentence, ten seconds of silence, the sentence. */
    private Path twice() throws IOException, InterruptedException {
        return Talk.make(
                folder.resolve("twice.flac"),
                "-filter_complex",
                "[0:a]aresample=16000,apad=pad_dur=10,asplit[a][b];[a][b]concat=n=2:v=0:a=1[sound]",
                "-map",
                "[sound]");
    }
}
