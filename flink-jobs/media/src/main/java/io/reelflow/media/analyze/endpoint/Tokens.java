package io.reelflow.media.analyze.endpoint;

import java.nio.charset.StandardCharsets;

/**
 * How many tokens a text is at most: a third of its ASCII characters, and half of the bytes of all others. A test counts
 * with the tokens of {@code cl100k_base}, in eight languages; a third of all bytes was too few for Chinese (1.4 times).
 */
final class Tokens {
    /** Instructions 700, and the longest answer that would be taken 1,500. */
    private static final int BESIDE_THE_TALK = 2_200;

    private Tokens() {}

    static int of(String text) {
        int ascii = Math.toIntExact(text.chars().filter(c -> c < 128).count());
        return ascii / 3 + (text.getBytes(StandardCharsets.UTF_8).length - ascii) / 2 + 1;
    }

    /** What is left of a context for what was said. */
    static int forTheTalk(int context) {
        return context - BESIDE_THE_TALK;
    }
}
