package io.reelflow.media.tools;

import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mark that an installation is whole: two paths in a file, written last. */
final class Installed {
    private static final String MARK = "installed";

    private Installed() {}

    /** The name of the folder for these pins. */
    static String folder(String requirements) {
        return "python-" + ObjectKeys.fingerprint(requirements);
    }

    /** Null where nothing whole is there. */
    static @Nullable Tools read(Path home) throws IOException {
        Path mark = home.resolve(MARK);
        if (!Files.exists(mark)) {
            return null;
        }
        List<String> paths = Files.readAllLines(mark);
        Tools tools = new Tools(home.resolve(paths.get(0)), home.resolve(paths.get(1)));
        return Files.isExecutable(tools.python()) && Files.isExecutable(tools.ffmpeg()) ? tools : null;
    }

    static Tools write(Path home, Tools tools) throws IOException {
        Path unfinished = home.resolve(MARK + ".part");
        Files.write(
                unfinished,
                List.of(
                        home.relativize(tools.python()).toString(),
                        home.relativize(tools.ffmpeg()).toString()));
        Files.move(unfinished, home.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
        return tools;
    }
}
