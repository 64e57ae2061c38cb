package io.reelflow.ingest.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/** However the bytes of a file come in, its lines are the same. */
class BatchLinesTest {
    private static final String LONGEST = "y".repeat(BatchLines.LONGEST);

    @Test
    void linesAreCutWhereTheyEndHoweverTheBytesCome() {
        String file = "a\n\nbb\r\n" + LONGEST + "\n" + LONGEST + "z\nlast but one\nlast";
        List<@Nullable String> lines = new ArrayList<>(List.of("a", "", "bb\r", LONGEST));
        lines.add(null);
        lines.addAll(List.of("last but one", "last"));

        for (long seed = 0; seed < 50; seed++) {
            assertThat(cut(file, new Random(seed))).as("seed %d", seed).isEqualTo(lines);
        }
    }

    @Test
    void nothingStandsBehindTheLastLineBreak() {
        assertThat(cut("a\nb\n", new Random(1))).containsExactly("a", "b");
        assertThat(cut("", new Random(1))).isEmpty();
        assertThat(cut(LONGEST + "zz", new Random(1))).containsExactly((String) null);
    }

    private static List<@Nullable String> cut(String file, Random random) {
        byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        var cutter = new BatchLines();
        List<BatchLines.Line> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 4 : 50_000));
            lines.addAll(cutter.add(
                    DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(bytes, from, from + length))));
            from += length;
        }
        lines.addAll(cutter.rest());
        List<@Nullable String> texts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).number()).isEqualTo(i + 1);
            byte[] line = lines.get(i).bytes();
            texts.add(line == null ? null : new String(line, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
