package io.reelflow.media.listen.onnx;

import io.reelflow.media.listen.SpeechEngine.Token;
import java.util.ArrayList;
import java.util.List;

/** The text of one chunk in the making. */
final class Text {
    private static final double SECONDS_PER_POSITION = 0.02;

    private final int end;
    private final int most;
    private final int positions;
    private final List<Integer> tokens = new ArrayList<>();
    private final List<Double> probabilities = new ArrayList<>();
    /** One more than there are tokens, if the text has ended by itself. */
    private final List<float[]> attention = new ArrayList<>();

    private boolean ended;

    /**
     * @param end the token that ends a text
     * @param most tokens that a text may have
     * @param positions of the encoder that the chunk's sound takes
     */
    Text(int end, int most, int positions) {
        this.end = end;
        this.most = most;
        this.positions = positions;
    }

    /**
     * @param heads that the attention is of
     * @param width how many numbers it has for each: at least the chunk's positions
     */
    void add(TextDecoder.Next next, int heads, int width) {
        float[] own = new float[heads * positions];
        for (int head = 0; head < heads; head++) {
            System.arraycopy(next.attention(), head * width, own, head * positions, positions);
        }
        attention.add(own);
        ended = next.token() == end;
        if (!ended) {
            tokens.add(next.token());
            probabilities.add(next.probability());
            ended = tokens.size() == most;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** What the decoder is given to go on with, where the text has not ended. */
    int last() {
        return tokens.get(tokens.size() - 1);
    }

    List<Token> tokens(GgmlModel model, int heads) {
        int[] starts = Alignment.firstPositions(attention, heads, positions);
        List<Token> timed = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            int stop = i + 1 < starts.length ? starts[i + 1] : positions;
            timed.add(new Token(model.text(tokens.get(i)), stop * SECONDS_PER_POSITION, probabilities.get(i)));
        }
        return timed;
    }
}
