package io.reelflow.media.convert;

/**
 * A source in another format.
 *
 * @param file its name in the task's directory
 * @param seconds how long it is
 * @param pictureCopied whether the picture is the source's own, bit for bit; false where there is none
 * @param soundCopied whether the sound is the source's own, bit for bit; false where there is none
 */
public record Converted(String file, double seconds, boolean pictureCopied, boolean soundCopied) {}
