package io.reelflow.media.render;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.models.Models;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The fonts that captions are drawn in: DejaVu Sans Bold, out of the jar that carries it, and the one of a
 * {@link CaptionFont}. Letters they lack come from the machine's own fonts, where it has any.
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

    /**
     * Puts the fonts into a folder, for libass' {@code fontsdir}. Where the font's model can not be had, that is said,
     * and the machine's own fonts must do.
     */
    static void extract(Path folder, CaptionFont font, MediaConfig config, Consumer<String> lines)
            throws MediaException, IOException, InterruptedException {
        Files.createDirectories(folder);
        try (InputStream in = Fonts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            Files.copy(in, folder.resolve(FILE));
        }
        if (font.model() == null) {
            return;
        }
        try {
            Path file = new Models(config).ensure(font.model(), lines);
            Files.createSymbolicLink(folder.resolve(file.getFileName()), file.toAbsolutePath());
        } catch (MediaException e) {
            if (e.code() != ErrorCode.MODEL_UNAVAILABLE) {
                throw e;
            }
            lines.accept("captions in the machine's own fonts: " + e.getMessage());
        }
    }

    /** Writes a configuration for fontconfig, which has none of its own in a static ffmpeg. */
    static Path configure(Path folder, MediaConfig config) throws IOException {
        String cache = config.cache().resolve("fontconfig").toString();
        String escaped = cache.replace("&", "&amp;").replace("<", "&lt;");
        return Files.writeString(folder.resolve("fonts.conf"), CONFIGURATION.formatted(escaped));
    }
}
