package io.reelflow.media.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FontsTest {
    @TempDir
    Path temp;

    @Test
    void aFontThatCanNotBeHadIsSaidAndTheMachinesOwnMustDo() throws Exception {
        Path models = Files.createDirectories(temp.resolve("models"));
        Files.writeString(models.resolve("NotoSansCJK-Regular.ttc.failed"), "no way to PyPI");
        List<String> lines = new ArrayList<>();

        Fonts.extract(temp.resolve("fonts"), CaptionFont.of("你好"), config(), lines::add);

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("machine's own fonts")
                .contains("no way to PyPI");
        try (var files = Files.list(temp.resolve("fonts"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFontPutIntoTheFolderOfModelsIsUsed() throws Exception {
        Path given = Files.createDirectories(temp.resolve("given"));
        Files.writeString(given.resolve("NotoSansCJK-Regular.ttc"), "a font");

        Fonts.extract(temp.resolve("fonts"), CaptionFont.of("你好"), config(), line -> {});

        assertThat(temp.resolve("fonts").resolve("NotoSansCJK-Regular.ttc")).hasContent("a font");
    }

    private MediaConfig config() {
        return MediaConfig.fromEnvironment(Map.of(
                "REELFLOW_CACHE", temp.toString(),
                "REELFLOW_MODELS", temp.resolve("given").toString()));
    }
}
