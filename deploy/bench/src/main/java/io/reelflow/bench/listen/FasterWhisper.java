package io.reelflow.bench.listen;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.python.PythonPrograms;
import io.reelflow.schemas.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * faster-whisper: int8, batches of eight, its own VAD, as many threads as there are processors, with the weights that
 * ours are made from. The base model only: no package index has others.
 */
final class FasterWhisper implements Recogniser {
    static final String MODEL = "base";

    private final Process process;
    private final BufferedReader answers;

    private FasterWhisper(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it; the first time installs it below the cache.
     *
     * @param folder for its program and {@code faster-whisper.log}
     */
    static FasterWhisper start(Path cache, Path folder) throws IOException, InterruptedException {
        PythonPrograms python = PythonPrograms.ensure(cache, resource("requirements.txt"));
        Path program =
                Files.writeString(folder.resolve("faster_whisper_lines.py"), resource("faster_whisper_lines.py"));
        var builder = new ProcessBuilder(
                        "nice", // as our workers are: else it would be served first where others work too
                        "-n",
                        "10",
                        python.program("python3").toString(),
                        program.toString(),
                        Integer.toString(Runtime.getRuntime().availableProcessors()))
                .redirectError(folder.resolve("faster-whisper.log").toFile());
        builder.environment().put("HF_HUB_OFFLINE", "1");
        var started = new FasterWhisper(builder.start());
        try {
            started.answer(); // that the model is loaded
            return started;
        } catch (IOException e) {
            started.close();
            throw new IOException(
                    e.getMessage() + ": "
                            + Files.readString(folder.resolve("faster-whisper.log"))
                                    .strip(),
                    e);
        }
    }

    @Override
    public String name() {
        return "faster-whisper";
    }

    @Override
    public Run listen(Path file, boolean wordTimes) throws IOException {
        double cpu = CpuTime.treeSeconds(process.pid());
        long start = System.nanoTime();
        Map<String, Object> order = Map.of("file", file.toAbsolutePath().toString(), "words", wordTimes);
        process.getOutputStream().write((Json.text(order) + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        JsonNode answer = answer();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Run(heard(answer), seconds, CpuTime.treeSeconds(process.pid()) - cpu);
    }

    private JsonNode answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("faster-whisper has ended");
        }
        JsonNode answer = Json.MAPPER.readTree(line);
        if (answer.has("error")) {
            throw new IOException(answer.path("error").asString(""));
        }
        return answer;
    }

    private static Heard heard(JsonNode answer) {
        List<Heard.Word> words = new ArrayList<>();
        answer.path("words")
                .forEach(word -> words.add(new Heard.Word(
                        word.path("start").asDouble(), word.path("text").asString(""))));
        return new Heard(
                answer.path("language").asString(""), answer.path("text").asString(""), words, List.of());
    }

    @Override
    public double peakMebibytes() throws IOException {
        return ProcessMemory.peak(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = FasterWhisper.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
