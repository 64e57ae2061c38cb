package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Stage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CopyTextTest {
    private final CopyText text = new CopyText();

    @Test
    void valuesAreWrittenAsPostgresReadsThem() {
        text.row("job", 3L, Instant.parse("2026-11-21T09:00:00.25Z"), Stage.EXTRACTING_AUDIO, null, 0.5, true);
        text.row("next");

        assertThat(text.read())
                .hasContent("job\t3\t2026-11-21T09:00:00.250Z\textracting_audio\t\\N\t0.5\ttrue\nnext\n");
    }

    @Test
    void whatWouldEndAValueOrARowIsEscaped() {
        text.row("a\tb\nc\rd\\e", "\\N");

        assertThat(text.read()).hasContent("a\\tb\\nc\\rd\\\\e\t\\\\N\n");
    }

    @Test
    void rowsOfManyPiecesAreWhole() {
        String row = "ä".repeat(1_000);
        for (int i = 0; i < 200; i++) {
            text.row(row);
        }

        assertThat(text.read()).hasContent((row + "\n").repeat(200));
    }
}
