package io.reelflow.media.convert;

import io.reelflow.schemas.result.Source;

/**
 * @param file of the source, on this machine
 * @param source what is known of it
 * @param format {@code mp4} or {@code mp3}
 */
public record ConvertRequest(String file, Source source, String format) {
    public static final String MP4 = "mp4";
    public static final String MP3 = "mp3";
}
