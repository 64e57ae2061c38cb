package io.reelflow.media.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.models.Origin.Converted;
import io.reelflow.media.models.Origin.Exported;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real registry. */
class ModelsIT {
    private final List<String> lines = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void realWeightsConvertToTheBytesOfWhisperCppsOwnTools() throws Exception {
        assertThat(Hash.sha256(converted("tiny.en")))
                .isEqualTo("6fa0799a91a67bf995e0229ee72f3eca7278021cfe71f5f705c2c3dec66677fe");
        assertThat(lines).contains("tiny.en: converting to GGML q8_0");
    }

    @Test
    void theEncoderOfVoicesConvertsToTheBytesOfThePackageOnnx() throws Exception {
        assertThat(Hash.sha256(converted(ModelCatalogue.SPEAKER)))
                .isEqualTo("070b3bc7bfe702217fcecbc500a2320eb6f5e080bf62488fb286f8796d65bb61");
        assertThat(lines).contains("resemblyzer: converting to ONNX");
    }

    private Path converted(String name) throws Exception {
        Model model = ModelCatalogue.model(name).orElseThrow();
        List<Origin> converted = model.origins().stream()
                .filter(o -> o.supply() instanceof Converted || o.supply() instanceof Exported)
                .toList();
        Model fromRegistry = new Model(model.name(), model.purpose(), model.files(), model.licence(), converted);
        MediaConfig here = MediaConfig.fromEnvironment(System.getenv());
        MediaConfig config = new MediaConfig(
                here.cache(),
                List.of(folder),
                here.temp(),
                here.threads(),
                here.downloadTime(),
                here.downloadSilence(),
                here.modelBytes());
        return new Models(config, List.of(fromRegistry), ModelSite.http(), Duration.ZERO).ensure(name, lines::add);
    }
}
