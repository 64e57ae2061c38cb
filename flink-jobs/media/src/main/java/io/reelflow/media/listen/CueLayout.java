package io.reelflow.media.listen;

/**
 * How much a cue may hold.
 *
 * @param lineChars characters on a line
 * @param lines in a cue
 * @param seconds a cue stands at most
 */
public record CueLayout(int lineChars, int lines, double seconds) {
    /** Subtitle files: two lines of 42 characters, seven seconds. */
    public static final CueLayout SUBTITLES = new CueLayout(42, 2, 7);

    /** Captions burned into an upright picture: one short line that changes often. */
    public static final CueLayout UPRIGHT = new CueLayout(22, 2, 3);
}
