package io.reelflow.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallTest {
    @Test
    void aBuildIsAsOldAsItsYoungestJar(@TempDir Path root) throws Exception {
        Path libraries = Files.createDirectories(root.resolve("module/target/lib"));
        Path own = Files.createFile(root.resolve("module/target/reelflow-module-1-SNAPSHOT.jar"));
        Path library = Files.createFile(libraries.resolve("library.jar"));
        Files.setLastModifiedTime(own, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        Files.setLastModifiedTime(library, FileTime.from(Instant.parse("2026-01-02T00:00:00Z")));
        var install = new Install(root, root);
        assertThat(install.build("module")).isEqualTo(Map.of("REELFLOW_BUILD", "2026-01-02T00:00:00Z"));

        Files.setLastModifiedTime(own, FileTime.from(Instant.parse("2026-01-03T00:00:00Z")));
        Files.createFile(root.resolve("module/target/module.jsa"));
        assertThat(install.build("module")).isEqualTo(Map.of("REELFLOW_BUILD", "2026-01-03T00:00:00Z"));
    }
}
