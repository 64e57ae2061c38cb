package io.reelflow.media.render;

import io.reelflow.media.MediaConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The font that captions are drawn in: DejaVu Sans Bold, out of the jar that carries it. Letters it lacks (Chinese,
 * Japanese, Korean) come from the machine's own fonts, where it has any.
 */
final class Fonts {
    private static final String FILE = "DejaVuSans-Bold.ttf";
    private static final String RESOURCE = "/net/sf/jasperreports/fonts/dejavu/" + FILE;

    private static final String CONFIGURATION = """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir>/usr/share/fonts</dir>
              <dir>/usr/local/share/fonts</dir>
              <cachedir>%s</cachedir>
            </fontconfig>
            """;

    private Fonts() {}

    /** Puts the font into a folder, for libass' {@code fontsdir}. */
    static void extract(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (InputStream in = Fonts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            Files.copy(in, folder.resolve(FILE));
        }
    }

    /** Writes a configuration for fontconfig, which has none of its own in a static ffmpeg. */
    static Path configure(Path folder, MediaConfig config) throws IOException {
        String cache = config.cache().resolve("fontconfig").toString();
        String escaped = cache.replace("&", "&amp;").replace("<", "&lt;");
        return Files.writeString(folder.resolve("fonts.conf"), CONFIGURATION.formatted(escaped));
    }
}
