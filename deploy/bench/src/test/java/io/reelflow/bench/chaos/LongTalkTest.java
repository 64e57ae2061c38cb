package io.reelflow.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongTalkTest {
    @Test
    void theTalkComesAgainAndAgainAndNoTwoPausesAreAlike(@TempDir Path folder) throws Exception {
        Path wav = folder.resolve("talk.wav");
        byte[] talk = {1, 1, 1, 1};

        LongTalk.write(wav, talk, 32_000 * 20);

        assertThat(Files.size(wav)).isEqualTo(44 + 32_000 * 20);
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(wav.toFile())) {
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(16_000);
            assertThat(sound.getFormat().getChannels()).isEqualTo(1);
            assertThat(sound.getFrameLength()).isEqualTo(16_000 * 20);
            List<Integer> pauses = pauses(sound.readAllBytes());
            assertThat(pauses).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLengthThatNoFileCanHaveIsRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> LongTalk.write(folder.resolve("t.wav"), folder, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    private static List<Integer> pauses(byte[] samples) {
        List<Integer> pauses = new ArrayList<>();
        int silent = 0;
        for (byte each : samples) {
            if (each == 0) {
                silent++;
            } else if (silent > 0) {
                pauses.add(silent);
                silent = 0;
            }
        }
        return pauses;
    }
}
