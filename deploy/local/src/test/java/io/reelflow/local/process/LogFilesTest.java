package io.reelflow.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.local.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
    @TempDir
    Path folder;

    @Test
    void aLogThatGrewTooLargeIsCutUnderItsWriter() throws Exception {
        Home home = new Home(folder).create();
        try (var writer =
                Files.newOutputStream(home.log("kafka"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            writer.write(new byte[(int) LogFiles.LIMIT_BYTES + 1]);
            Files.writeString(home.log("s3"), "short");

            LogFiles.rotate(home);
            writer.write('x');
        }
        assertThat(home.log("kafka")).hasSize(1);
        assertThat(home.logs().resolve("kafka.log.1")).hasSize(LogFiles.LIMIT_BYTES + 1);
        assertThat(home.log("s3")).hasContent("short");
    }
}
