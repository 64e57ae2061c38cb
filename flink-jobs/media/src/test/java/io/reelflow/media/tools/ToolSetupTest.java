package io.reelflow.media.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaConfig;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ToolSetupTest {
    private final MediaConfig config = MediaConfig.fromEnvironment(System.getenv());

    @Test
    void theInstalledFfmpegCanBurnCaptionsAndEncode() throws Exception {
        Tools tools = ToolSetup.ensure(config, line -> {});
        List<String> lines = new CopyOnWriteArrayList<>();

        Child.of(tools.ffmpeg("-filters")).lines(lines::add).run();
        Child.of(tools.ffmpeg("-encoders")).lines(lines::add).run();

        assertThat(lines).anyMatch(line -> line.contains(" ass ")).anyMatch(line -> line.contains(" libx264 "));
    }

    @Test
    void theInstalledYtDlpIsThePinnedOne() throws Exception {
        Tools tools = ToolSetup.ensure(config, line -> {});
        List<String> lines = new CopyOnWriteArrayList<>();

        Child.of(tools.ytDlp("--version")).lines(lines::add).run();

        assertThat(lines).containsExactly("2026.10.26");
    }

    @Test
    void aSecondCallDoesNothing() throws Exception {
        ToolSetup.ensure(config, line -> {});
        List<String> lines = new CopyOnWriteArrayList<>();

        Tools tools = ToolSetup.ensure(config, lines::add);

        assertThat(lines).isEmpty();
        assertThat(Files.isExecutable(tools.ffmpeg())).isTrue();
    }
}
