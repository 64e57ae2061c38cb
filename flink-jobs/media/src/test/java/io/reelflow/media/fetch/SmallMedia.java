package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a few seconds, made on the spot. */
final class SmallMedia {
    static final MediaConfig CONFIG = MediaConfig.fromEnvironment(System.getenv());

    private static final List<String> PICTURE =
            List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=3");
    private static final List<String> SOUND = List.of("-f", "lavfi", "-i", "sine=frequency=440:duration=3");

    private SmallMedia() {}

    /** 3 s of H.264 320x180 at 10 fps and AAC, index first. */
    static Path video(Path file) throws IOException, InterruptedException {
        return make(file, true, true, "-movflags", "+faststart");
    }

    static Path make(Path file, boolean picture, boolean sound, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>();
        if (picture) {
            arguments.addAll(PICTURE);
        }
        if (sound) {
            arguments.addAll(SOUND);
        }
        if (picture) {
            arguments.addAll(List.of("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"));
        }
        arguments.addAll(List.of(options));
        arguments.add("file:" + file);
        run(arguments.toArray(String[]::new));
        return file;
    }

    static void run(String... arguments) throws IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(CONFIG, line -> {});
        Child.Exit exit = Child.of(tools.ffmpeg(arguments)).run();
        if (!exit.ok()) {
            throw new IOException(exit.errorTail());
        }
    }
}
