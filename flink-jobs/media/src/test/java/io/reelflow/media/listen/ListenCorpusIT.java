package io.reelflow.media.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reelflow.media.watch.Films;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors on the quick files of the development corpus, where it is; limits leave room for another CPU's rounding. */
class ListenCorpusIT {
    @TempDir
    Path out;

    @ParameterizedTest(name = "{0} with {1}: at most {2}")
    @CsvSource({
        "speech/jfk.wav, base, 0.05",
        "speech/librivox_sense_0880.wav, base, 0.13",
        "speech/dialogue_3spk.wav, tiny.en, 0.12",
        "speech/librivox_sonnet1_en.mp3, tiny.en, 0.20",
        "speech/asterisk_es_A.mp3, base, 0.22",
        "long/long_lecture_en.mp4, tiny.en, 0.09",
    })
    void staysUnderItsWordErrorRateInItsLanguage(String file, String model, double limit) throws Exception {
        assumeThat(Films.CORPUS).isDirectory();

        CorpusFile heard = CorpusFile.hear(file, model, out);

        assertThat(heard.plan.language()).isEqualTo(heard.language());
        assertThat(heard.wordErrorRate()).isLessThanOrEqualTo(limit);
        SubtitleLimits.linesHold(heard.transcript.segments(), CueLayout.SUBTITLES);
        SubtitleLimits.timesHold(heard.transcript.segments(), CueLayout.SUBTITLES);
    }
}
