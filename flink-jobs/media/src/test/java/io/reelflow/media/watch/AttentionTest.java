package io.reelflow.media.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.schemas.result.Picture.Focus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 180;

    private final Attention attention = new Attention(WIDTH, HEIGHT, 4);

    @Test
    void whatMovesIsLookedAt() {
        for (int i = 0; i < 20; i++) {
            attention.accept(i * 0.25, square(240 + i % 2 * 10, 100), true);
        }

        assertThat(attention.finish()).hasSizeBetween(4, 6).allSatisfy(focus -> {
            assertThat(focus.x()).isCloseTo(4 * 265, within(30.0));
            assertThat(focus.y()).isCloseTo(4 * 120, within(30.0));
        });
    }

    @Test
    void whereNothingMovesDetailIs() {
        for (int i = 0; i < 8; i++) {
            attention.accept(i * 0.25, square(40, 20), true);
        }

        assertThat(attention.finish())
                .isNotEmpty()
                .extracting(Focus::x)
                .allSatisfy(x -> assertThat(x).isCloseTo(4 * 60, within(12.0)));
    }

    @Test
    void aCameraThatTurnsLooksAtNothing() {
        for (int i = 0; i < 8; i++) {
            byte[] stripes = new byte[WIDTH * HEIGHT];
            for (int p = 0; p < stripes.length; p++) {
                stripes[p] = (byte) ((p + 20 * i) / 20 % 2 == 0 ? 30 : 200);
            }
            attention.accept(i * 0.25, stripes, i > 0);
        }

        assertThat(attention.finish()).isEmpty();
    }

    @Test
    void whileAFaceIsSeenAndOnAnEmptyPictureNothingIsTold() {
        attention.accept(0, square(40, 20), false);
        attention.accept(2, square(60, 20), false);
        assertThat(attention.finish()).isEmpty();

        attention.accept(4, new byte[WIDTH * HEIGHT], false);
        attention.accept(6, new byte[WIDTH * HEIGHT], true);
        assertThat(attention.finish()).isEqualTo(List.of());
    }

    /** White, 40 pixels wide and high, on black. */
    private static byte[] square(int left, int top) {
        byte[] grey = new byte[WIDTH * HEIGHT];
        for (int y = top; y < top + 40; y++) {
            Arrays.fill(grey, y * WIDTH + left, y * WIDTH + left + 40, (byte) 250);
        }
        return grey;
    }
}
