package io.reelflow.media.analyze.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.analyze.endpoint.Pieces.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final List<Integer> TENS = List.of(10, 10, 10, 10, 10, 10, 10);

    @Test
    void piecesAreAsLongAsFits() {
        assertThat(Pieces.of(TENS, n -> n, 30)).containsExactly(new Piece(0, 3), new Piece(3, 6), new Piece(6, 7));
        assertThat(Pieces.of(List.<Integer>of(), n -> n, 30)).isEmpty();
    }

    @Test
    void whatIsTooLongAloneIsAPieceOfItsOwn() {
        assertThat(Pieces.of(List.of(5, 99, 5), n -> n, 30))
                .containsExactly(new Piece(0, 1), new Piece(1, 2), new Piece(2, 3));
    }

    @Test
    void aPieceEndsBeforeAChapterWhereThatLeavesHalf() {
        assertThat(Pieces.of(TENS, n -> n, 40, List.of(0, 1, 3))).containsExactly(new Piece(0, 3), new Piece(3, 7));
    }
}
