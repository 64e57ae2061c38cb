package io.reelflow.media.listen;

import java.io.IOException;
import java.util.List;

/**
 * Turns sound into text. Samples are mono, 16 kHz, −1 to 1. Safe for use by several threads; a call works on the
 * calling thread, and ends soon after that is interrupted.
 */
public interface SpeechEngine extends AutoCloseable {
    /** Samples a second. */
    int SAMPLE_RATE = 16_000;

    /**
     * The text of one chunk, in order.
     *
     * @param samples at most 30 s
     * @param language one that it {@link #knows}
     */
    List<Token> recognise(float[] samples, String language) throws IOException, InterruptedException;

    /** The languages of one chunk of speech, the likeliest first. At most 30 s are listened to. */
    List<Language> languages(float[] samples) throws IOException, InterruptedException;

    /** Whether it can recognise that language (ISO 639-1). */
    boolean knows(String language);

    @Override
    void close();

    /**
     * A piece of text, often less than a word.
     *
     * @param text UTF-8; a character may begin in one token and end in the next
     * @param end seconds from the first sample; that of the token before where it is not known
     * @param probability 0–1
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Token(byte[] text, double end, double probability) {}

    /**
     * @param code ISO 639-1
     * @param probability 0–1
     */
    record Language(String code, double probability) {}
}
