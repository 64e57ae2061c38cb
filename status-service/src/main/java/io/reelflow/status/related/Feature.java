package io.reelflow.status.related;

/**
 * Something a video may share with others.
 *
 * @param value normalised: equal where it is the same thing
 * @param display as people write it
 * @param weight above 0 to 1: how much the video is about it
 */
record Feature(Kind kind, String value, String display, double weight) {
    Key key() {
        return new Key(kind, value);
    }

    record Key(Kind kind, String value) {}
}
