package io.reelflow.media.listen;

/**
 * How much a cue may hold, and how long it stands.
 *
 * @param columns on a line; a character of a wide script takes two
 * @param lines in a cue
 * @param seconds of speech in a cue at most
 * @param columnsPerSecond that a viewer reads: a cue stands that long where there is room
 * @param gap seconds between two cues, so that the eye sees the change; 0 for none
 */
public record CueLayout(int columns, int lines, double seconds, double columnsPerSecond, double gap) {
    /** Subtitle files: two lines of 42 characters (21 wide ones), seven seconds, 17 a second, two frames between. */
    public static final CueLayout SUBTITLES = new CueLayout(42, 2, 7, 17, 0.08);

    /** Captions burned into an upright picture: one short line that changes often. */
    public static final CueLayout UPRIGHT = new CueLayout(22, 2, 3, 20, 0);
}
