package io.reelflow.bench.edge;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Odd and damaged files out of a talk's first twelve seconds, each with its truth beside it. */
final class OddFiles {
    private static final String SECONDS = "12";
    private static final List<String> SMALL =
            List.of("-vf", "scale=640:360", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
    /** Of the file, where the header lies before the pictures. */
    private static final double KEPT = 0.55;

    private static final int HITS = 200;
    private static final long SEED = 1;

    private final Tools tools;
    private final Path folder;

    OddFiles(Tools tools, Path folder) {
        this.tools = tools;
        this.folder = folder;
    }

    void make(Path talk) throws IOException, InterruptedException {
        Path whole = expected("Vortrag №1: \"100 %\" & $HOME; (it's).mp4", Map.of("ok", true, "duration", 12));
        ffmpeg(List.of("-t", SECONDS, "-i", talk.toString()), SMALL, List.of("-movflags", "+faststart"), whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = expected("cut.mp4", Map.of("ok", "partial or clear error"));
        Files.write(cut, Arrays.copyOf(bytes, (int) (bytes.length * KEPT)));
        Files.write(expected("hit.mp4", Map.of("ok", "partial")), hit(bytes));
        Path headless = expected("headless.mp4", Map.of("ok", false));
        Files.write(headless, Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
        Path mute = expected("mute.mp4", Map.of("ok", true, "audio", false));
        ffmpeg(List.of("-i", whole.toString()), List.of("-an", "-c", "copy"), List.of(), mute);
        Path sound = expected("sound.m4a", Map.of("ok", true, "video", false));
        ffmpeg(List.of("-i", whole.toString()), List.of("-vn", "-c", "copy"), List.of(), sound);
        Path still = expected("one frame.mp4", Map.of("ok", true, "audio", false));
        ffmpeg(List.of("-i", whole.toString()), List.of("-an", "-frames:v", "1"), SMALL, still);
        Files.writeString(expected("page.mp4", Map.of("ok", false)), "<html><body><h1>404</h1></body></html>");
        Files.write(expected("nothing.mp4", Map.of("ok", false)), new byte[0]);
    }

    /** Single bytes after the header, at places that are always the same. */
    private static byte[] hit(byte[] film) {
        byte[] bytes = film.clone();
        var random = new Random(SEED);
        for (int i = 0; i < HITS; i++) {
            int at = bytes.length / 4 + random.nextInt(bytes.length * 3 / 4);
            bytes[at] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private Path expected(String name, Map<String, Object> truth) throws IOException {
        Files.write(folder.resolve(name + ".json"), Json.bytes(Map.of("expect", truth)));
        return folder.resolve(name);
    }

    private void ffmpeg(List<String> input, List<String> how, List<String> more, Path output)
            throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg("-v", "error");
        command.addAll(input);
        command.addAll(how);
        command.addAll(more);
        command.add(output.toString());
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException(output + ": ffmpeg: " + exit.errorTail());
        }
    }
}
