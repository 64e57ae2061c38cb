package io.reelflow.media.speakers;

/**
 * How a voice sounds for a moment.
 *
 * @param time what it stands for: its own part of the speech, in seconds of the video
 * @param embedding of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Window(Stretch time, float[] embedding) {}
