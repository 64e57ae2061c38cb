package io.reelflow.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketTest {
    private static final String AUDIO = "videos/v/audio/f/";

    @TempDir
    Path folder;

    private void put(String key, Object document) throws IOException {
        Path file = folder.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, document instanceof byte[] bytes ? bytes : Json.bytes(document));
    }

    private List<String> beyond() throws IOException {
        return new Bucket(folder).beyond(List.of("v"));
    }

    @Test
    void aWholeArtifactOfAJobThatFailedLaterIsNoLeftover() throws Exception {
        put(AUDIO + "audio.flac", new byte[7]);
        put(AUDIO + "audio.files.json", Map.of("files", List.of(Map.of("key", AUDIO + "audio.flac", "bytes", 7))));
        put(AUDIO + "audio.json", Map.of());

        assertThat(beyond()).isEmpty();
    }

    @Test
    void anArtifactWithoutItsMarkOrWithAFileCutShortIsOne() throws Exception {
        put(AUDIO + "audio.flac", new byte[6]);
        put(AUDIO + "audio.files.json", Map.of("files", List.of(Map.of("key", AUDIO + "audio.flac", "bytes", 6))));
        assertThat(beyond()).hasSize(2);

        put(AUDIO + "audio.json", Map.of());
        put(AUDIO + "audio.flac", new byte[5]);
        assertThat(beyond()).hasSize(3);
    }
}
