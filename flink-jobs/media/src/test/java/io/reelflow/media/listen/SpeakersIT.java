package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Who speaks, by real voices through the real models. */
class SpeakersIT {
    private static final Path TALK = Path.of("../../deploy/local/demo/talk.mp4");
    /** Of the sample talk: a president, a reader, and both again; seconds. */
    private static final double[][] PIECES = {{1, 6.6}, {13.2, 19.9}, {6.6, 12}, {20.1, 33}};

    @TempDir
    Path out;

    @Test
    void twoWhoTakeTurnsAreToldApart() throws Exception {
        Transcript transcript = diarized(dialogue());

        List<Segment> truth = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < PIECES.length; i++) {
            double end = at + PIECES[i][1] - PIECES[i][0];
            truth.add(new Segment(at, end, "", i % 2 == 0 ? "president" : "reader", List.of()));
            at = end;
        }
        SpeakerErrors errors = SpeakerErrors.of(truth, transcript.segments());
        assertThat(errors.speakers()).isEqualTo(2);
        assertThat(errors.confused()).as(errors.toString()).isLessThan(0.05);
        assertThat(transcript.segments().get(0).speaker()).isEqualTo("Speaker 1");
    }

    /** The limits are of errors that a change of voices could make: missed and overlapping speech is not in them. */
    @ParameterizedTest(name = "{0}: {1} speakers")
    @CsvSource({
        "dialogue_3spk.wav, 3, 0.95, 0.03",
        "diar_sample.wav, 2, 0.80, 0.15",
    })
    void speakersOfTheCorpusAreTheTrue(String file, int speakers, double right, double confused) throws Exception {
        assumeThat(Films.CORPUS).isDirectory();
        Path sound = Films.CORPUS.resolve("speech").resolve(file);

        SpeakerErrors errors = SpeakerErrors.of(truth(sound), diarized(sound).segments());

        assertThat(errors.speakers()).isEqualTo(speakers);
        assertThat(errors.right()).as(errors.toString()).isGreaterThanOrEqualTo(right);
        assertThat(errors.confused()).as(errors.toString()).isLessThanOrEqualTo(confused);
    }

    private Transcript diarized(Path file) throws Exception {
        ListenPlan plan = Talk.listen(Talk.request(file, 0, 0, "en", "tiny.en"), out);
        return Talk.transcribe(plan, out, true);
    }

    private Path dialogue() throws IOException, InterruptedException {
        StringBuilder filter = new StringBuilder("[0:a]asplit=" + PIECES.length);
        StringBuilder pieces = new StringBuilder();
        for (int i = 0; i < PIECES.length; i++) {
            filter.append("[s").append(i).append(']');
            pieces.append(";[s%d]atrim=%s:%s,asetpts=PTS-STARTPTS[p%d]".formatted(i, PIECES[i][0], PIECES[i][1], i));
        }
        for (int i = 0; i < PIECES.length; i++) {
            pieces.append(i == 0 ? ";" : "").append("[p").append(i).append(']');
        }
        filter.append(pieces).append("concat=n=").append(PIECES.length).append(":v=0:a=1[sound]");
        Path file = out.resolve("dialogue.flac");
        List<String> command = ToolSetup.ensure(Talk.CONFIG, line -> {}).ffmpeg("-loglevel", "error", "-i");
        command.addAll(
                List.of(TALK.toString(), "-filter_complex", filter.toString(), "-map", "[sound]", file.toString()));
        Child.Exit exit = Child.of(command).run();
        assertThat(exit.ok()).as(exit.errorTail()).isTrue();
        return file;
    }

    private static List<Segment> truth(Path sound) throws IOException {
        JsonNode document =
                Json.MAPPER.readTree(Files.readAllBytes(sound.resolveSibling(sound.getFileName() + ".json")));
        List<Segment> turns = new ArrayList<>();
        document.path("turns")
                .forEach(turn -> turns.add(new Segment(
                        turn.path("start").asDouble(),
                        turn.path("end").asDouble(),
                        "",
                        turn.path("speaker").asString(),
                        List.of())));
        return turns;
    }
}
