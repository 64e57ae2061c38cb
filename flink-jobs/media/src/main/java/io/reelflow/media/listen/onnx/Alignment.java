package io.reelflow.media.listen.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * When each token was spoken, by what the decoder attended to when it chose it. Source: OpenAI's
 * {@code whisper/timing.py}: attention is normalised over the tokens, smoothed by a median over seven positions,
 * averaged over the heads; then the path with the most of it is found by dynamic time warping.
 */
final class Alignment {
    private static final int MEDIAN = 7;
    /** Moves of the path, to where it is. */
    private static final byte BOTH = 0;

    private static final byte NEXT_TOKEN = 1;
    private static final byte NEXT_POSITION = 2;

    private Alignment() {}

    /**
     * The first position of each row's part.
     *
     * @param attention for each token that was chosen, in order, the heads' rows of {@code positions} numbers
     */
    static int[] firstPositions(List<float[]> attention, int heads, int positions) {
        float[][] mean = new float[attention.size()][positions];
        for (int head = 0; head < heads; head++) {
            addNormalised(attention, head * positions, mean);
        }
        return path(mean);
    }

    private static void addNormalised(List<float[]> attention, int from, float[][] into) {
        int tokens = into.length;
        int positions = into[0].length;
        float[][] normalised = new float[tokens][positions];
        for (int position = 0; position < positions; position++) {
            double sum = 0;
            double squares = 0;
            for (float[] row : attention) {
                double value = row[from + position];
                sum += value;
                squares += value * value;
            }
            double mean = sum / tokens;
            double deviation = Math.sqrt(Math.max(0, squares / tokens - mean * mean));
            for (int token = 0; token < tokens; token++) {
                double difference = attention.get(token)[from + position] - mean;
                normalised[token][position] = deviation == 0 ? 0 : (float) (difference / deviation);
            }
        }
        for (int token = 0; token < tokens; token++) {
            addMedians(normalised[token], into[token]);
        }
    }

    /** At the borders, what is inside is mirrored. */
    private static void addMedians(float[] row, float[] into) {
        float[] window = new float[MEDIAN];
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < MEDIAN; j++) {
                int at = Math.abs(i + j - MEDIAN / 2);
                int mirrored = at < row.length ? at : 2 * (row.length - 1) - at;
                window[j] = row[Math.max(0, mirrored)];
            }
            Arrays.sort(window);
            into[i] += window[MEDIAN / 2];
        }
    }

    private static int[] path(float[][] gain) {
        int rows = gain.length;
        int positions = gain[0].length;
        byte[][] moves = new byte[rows][positions];
        float[] before = new float[positions + 1];
        Arrays.fill(before, Float.POSITIVE_INFINITY);
        before[0] = 0;
        for (int row = 0; row < rows; row++) {
            float[] cost = new float[positions + 1];
            cost[0] = Float.POSITIVE_INFINITY;
            for (int i = 0; i < positions; i++) {
                float both = before[i];
                float token = before[i + 1];
                float position = cost[i];
                byte move = both < token && both < position ? BOTH : token < position ? NEXT_TOKEN : NEXT_POSITION;
                moves[row][i] = move;
                cost[i + 1] = (move == BOTH ? both : move == NEXT_TOKEN ? token : position) - gain[row][i];
            }
            before = cost;
        }
        return firsts(moves);
    }

    private static int[] firsts(byte[][] moves) {
        int[] firsts = new int[moves.length];
        int row = moves.length - 1;
        int position = moves[0].length - 1;
        while (row >= 0 && position >= 0) {
            firsts[row] = position;
            byte move = row == 0 ? NEXT_POSITION : position == 0 ? NEXT_TOKEN : moves[row][position];
            row -= move == NEXT_POSITION ? 0 : 1;
            position -= move == NEXT_TOKEN ? 0 : 1;
        }
        return firsts;
    }
}
