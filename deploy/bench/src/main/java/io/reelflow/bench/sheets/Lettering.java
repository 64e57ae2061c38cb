package io.reelflow.bench.sheets;

import io.reelflow.local.engine.Install;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The font that captions are set in, for ffmpeg's drawtext: a machine need not have one. */
final class Lettering {
    /** Name beside the files it is drawn on. */
    static final String FONT = "DejaVuSans.ttf";

    private static final String IN_JAR = "net/sf/jasperreports/fonts/dejavu/" + FONT;

    private Lettering() {}

    /** Puts {@link #FONT} into a folder. */
    static void into(Path folder, Install install) throws IOException {
        Path libraries = install.root().resolve("flink-jobs/dataflow/target/lib");
        try (Stream<Path> files = Files.list(libraries)) {
            Path jar = files.filter(file -> file.getFileName().toString().startsWith("jasperreports-fonts"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(libraries + " has no jasperreports-fonts"));
            try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                Files.copy(inside.getPath(IN_JAR), folder.resolve(FONT), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
