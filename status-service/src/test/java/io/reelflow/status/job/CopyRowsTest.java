package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.schemas.job.Stage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRowsTest {
    private static final int HEADER = 19;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CopyRows rows = new CopyRows((bytes, length) -> sent.write(bytes, 0, length));

    @Test
    void valuesAreWrittenAsPostgresReadsThem() throws Exception {
        UUID id = new UUID(1, 2);
        rows.row(
                id, 3L, 4, 0.5, true, null, "ä", Stage.EXTRACTING_AUDIO, Instant.parse("2000-01-01T00:00:01.0000015Z"));
        rows.row(new CopyRows.Jsonb(new byte[] {'{', '}'}), new byte[] {'1'});
        rows.end();

        ByteBuffer read = ByteBuffer.wrap(sent.toByteArray()).position(HEADER);
        assertThat(read.getShort()).isEqualTo((short) 9);
        assertThat(read.getInt()).isEqualTo(16);
        assertThat(new UUID(read.getLong(), read.getLong())).isEqualTo(id);
        assertThat(read.getInt()).isEqualTo(8);
        assertThat(read.getLong()).isEqualTo(3);
        assertThat(read.getInt()).isEqualTo(4);
        assertThat(read.getInt()).isEqualTo(4);
        assertThat(read.getInt()).isEqualTo(8);
        assertThat(read.getDouble()).isEqualTo(0.5);
        assertThat(read.getInt()).isEqualTo(1);
        assertThat(read.get()).isEqualTo((byte) 1);
        assertThat(read.getInt()).isEqualTo(-1);
        assertThat(text(read)).isEqualTo("ä");
        assertThat(text(read)).isEqualTo("extracting_audio");
        assertThat(read.getInt()).isEqualTo(8);
        assertThat(read.getLong()).isEqualTo(1_000_002);
        assertThat(read.getShort()).isEqualTo((short) 2);
        assertThat(text(read)).isEqualTo("\u0001{}");
        assertThat(text(read)).isEqualTo("1");
        assertThat(read.getShort()).isEqualTo((short) -1);
        assertThat(read.hasRemaining()).isFalse();
    }

    @Test
    void rowsOfManyPiecesAndALongOneAreWhole() throws Exception {
        for (int i = 0; i < 200; i++) {
            rows.row("x".repeat(1_000 * i));
        }
        rows.end();

        ByteBuffer read = ByteBuffer.wrap(sent.toByteArray()).position(HEADER);
        for (int i = 0; i < 200; i++) {
            assertThat(read.getShort()).isEqualTo((short) 1);
            assertThat(text(read)).hasSize(1_000 * i);
        }
        assertThat(read.getShort()).isEqualTo((short) -1);
    }

    @Test
    void aValueOfAnotherTypeIsAMistake() {
        assertThatThrownBy(() -> rows.row(new Object())).hasMessageContaining("Object");
    }

    private static String text(ByteBuffer read) {
        var bytes = new byte[read.getInt()];
        read.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
