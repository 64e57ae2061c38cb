package io.reelflow.media.listen;

import io.reelflow.media.listen.Onsets.Stated;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.watch.Films;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Transcript;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A file of the development corpus with its truth, and what was heard in it. */
final class CorpusFile {
    final ListenPlan plan;
    final Transcript transcript;
    private final JsonNode truth;
    private final Path out;

    private CorpusFile(JsonNode truth, ListenPlan plan, Transcript transcript, Path out) {
        this.truth = truth;
        this.plan = plan;
        this.transcript = transcript;
        this.out = out;
    }

    static CorpusFile hear(String file, String model, Path out) throws Exception {
        JsonNode truth = Json.MAPPER.readTree(Files.readAllBytes(Films.CORPUS.resolve(file + ".json")));
        int stream = file.endsWith(".mp4") ? 1 : 0;
        ListenPlan plan = Talk.listen(Talk.request(Films.CORPUS.resolve(file), stream, 0, "auto", model), out);
        return new CorpusFile(truth, plan, Talk.transcribe(plan, out), out);
    }

    String language() {
        return truth.path("language").asString();
    }

    /** Against what is said: a reader also says the number of a sonnet, which is no line of it. */
    double wordErrorRate() {
        List<Stated> stated = stated();
        String text = stated.isEmpty()
                ? truth.path("text").asString()
                : String.join(" ", stated.stream().map(Stated::text).toList());
        return WordErrors.rate(text, transcript.text());
    }

    /** Errors of the starts of words at the starts of stated parts, seconds, sorted. */
    List<Double> startErrors() throws Exception {
        Sound sound = new Sound(ToolSetup.ensure(Talk.CONFIG, line -> {}));
        Onsets onsets = new Onsets(sound.read(out.resolve(ListenTask.AUDIO), 0, plan.duration()));
        return onsets.errors(stated(), transcript);
    }

    private List<Stated> stated() {
        List<Stated> stated = new ArrayList<>();
        for (String list : List.of("segments", "turns", "transcript_segments")) {
            truth.path(list)
                    .forEach(part -> stated.add(new Stated(
                            part.path("start").asDouble(), part.path("text").asString())));
        }
        return stated;
    }
}
