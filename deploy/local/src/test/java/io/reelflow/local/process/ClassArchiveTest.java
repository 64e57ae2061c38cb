package io.reelflow.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(folder.resolve("target/lib"));
        file("lib/library.jar", BUILT);
        file("ours.jar", BUILT);
    }

    @Test
    void isAskedForWhereThereIsNone() throws IOException {
        assertThat(archive().isThere()).isFalse();
        assertThat(options()).isEqualTo("-XX:+RecordDynamicDumpInfo");
    }

    @Test
    void isUsedWhereItIsYoungerThanWhatWasBuilt() throws IOException {
        file("engine.jsa", BUILT.plusSeconds(1));

        assertThat(archive().isThere()).isTrue();
        assertThat(options()).isEqualTo("-XX:SharedArchiveFile=\"" + folder.resolve("target/engine.jsa") + "\"");
    }

    @Test
    void isAskedForAnewAfterABuild() throws IOException {
        file("engine.jsa", BUILT.plusSeconds(1));
        file("lib/library.jar", BUILT.plusSeconds(2));

        assertThat(archive().isThere()).isFalse();
    }

    private void file(String name, Instant modified) throws IOException {
        Path file = folder.resolve("target").resolve(name);
        Files.write(file, new byte[0]);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private String options() throws IOException {
        String argument = archive().argument();
        assertThat(argument).startsWith("@");
        return Files.readString(Path.of(argument.substring(1)));
    }

    private ClassArchive archive() throws IOException {
        var home = new Home(folder.resolve("home"));
        Files.createDirectories(home.run());
        return new ClassArchive(folder.resolve("target"), home, "engine");
    }
}
