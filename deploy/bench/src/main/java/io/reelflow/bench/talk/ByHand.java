package io.reelflow.bench.talk;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.render.EncoderRun;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job did, by hand: one bare tool after another on the same file, each with its own choice of threads. ffmpeg to
 * wav, {@code media transcribe} on it, ffmpeg's scene detection, and the very runs of ffmpeg that make the clips.
 */
final class ByHand {
    private final Install install;
    private final Tools tools;
    private final Path film;

    ByHand(Install install, Path film) throws IOException, InterruptedException {
        this.install = install;
        this.tools = ToolSetup.ensure(MediaSetup.config(install), System.err::println);
        this.film = film;
    }

    /** @param clips what the job has rendered */
    Ran run(List<RenderRequest> clips) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reelflow-by-hand-");
        try {
            List<EncoderRun> encodes = prepared(clips, folder);
            var steps = new Steps();
            Path wav = folder.resolve("sound.wav");
            steps.run("wav", ffmpeg("-vn", "-ac", "1", "-ar", "16000", wav.toString()));
            steps.run("transcribe", transcribe(wav, folder.resolve("transcript")));
            steps.run("scenes", ffmpeg("-an", "-vf", "select='gt(scene,0.3)',metadata=print", "-f", "null", "-"));
            for (EncoderRun each : encodes) {
                var plain = new EncoderRun(ownThreads(each.command()), each.directory(), each.fontConfiguration());
                steps.run("clip", plain.child());
            }
            return steps.ran();
        } finally {
            Scratch.delete(folder);
        }
    }

    private List<EncoderRun> prepared(List<RenderRequest> clips, Path folder) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(media("encodes", folder.toString()));
        builder.environment().put("REELFLOW_CACHE", install.cache().toString());
        Process media = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (OutputStream requests = media.getOutputStream()) {
            requests.write(Json.bytes(clips));
        }
        byte[] said = media.getInputStream().readAllBytes();
        int code = media.waitFor();
        if (code != 0) {
            throw new IOException("media encodes ended with " + code);
        }
        return List.of(Json.read(said, EncoderRun[].class));
    }

    /** A process like the workers': this one has none of the libraries that media tasks need. */
    private List<String> media(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(
                List.of(java, "-cp", install.classpath("flink-jobs/dataflow"), "io.reelflow.media.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Child ffmpeg(String... arguments) {
        List<String> command = tools.ffmpeg("-v", "error", "-i", film.toString());
        command.addAll(List.of(arguments));
        return Child.of(command);
    }

    private Child transcribe(Path wav, Path out) throws IOException {
        return Child.of(media("transcribe", wav.toString(), "--out", out.toString()))
                .environment("REELFLOW_CACHE", install.cache().toString());
    }

    /** A command of ffmpeg without what it says of threads. */
    static List<String> ownThreads(List<String> command) {
        List<String> plain = new ArrayList<>();
        for (int i = 0; i < command.size(); i++) {
            if (command.get(i).endsWith("threads") && command.get(i).startsWith("-")) {
                i++;
            } else {
                plain.add(command.get(i));
            }
        }
        return plain;
    }

    /** One after another, by the clock. */
    private static final class Steps {
        private final List<Step> steps = new ArrayList<>();
        private final long begin = System.nanoTime();
        private final double cpuBegin = cpu();

        void run(String name, Child child) throws IOException, InterruptedException {
            double from = now();
            double cpu = cpu();
            Child.Exit exit = child.run();
            if (!exit.ok()) {
                throw new IOException(name + ": ended with " + exit.code() + ": " + exit.errorTail());
            }
            steps.add(new Step(name, from, now(), cpu() - cpu));
        }

        Ran ran() {
            return new Ran(now(), cpu() - cpuBegin, steps);
        }

        private double now() {
            return (System.nanoTime() - begin) / 1e9;
        }

        private static double cpu() {
            return CpuTime.treeSeconds(ProcessHandle.current().pid());
        }
    }
}
