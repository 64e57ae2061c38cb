package io.reelflow.bench.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByHandTest {
    @Test
    void aBareToolIsNotToldHowManyThreadsToUse() {
        List<String> command = List.of(
                "ffmpeg",
                "-threads",
                "1",
                "-i",
                "film.mp4",
                "-filter_complex_threads",
                "1",
                "-threads",
                "1",
                "out.mp4");

        assertThat(ByHand.ownThreads(command)).containsExactly("ffmpeg", "-i", "film.mp4", "out.mp4");
    }
}
