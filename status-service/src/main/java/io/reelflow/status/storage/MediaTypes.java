package io.reelflow.status.storage;

import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;

/** What a file is sent as. Only what a browser can do no harm with has a type of its own: sources are strangers' files. */
public final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("flac", "audio/flac"),
            Map.entry("wav", "audio/wav"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("json", "application/json"),
            Map.entry("vtt", "text/vtt;charset=UTF-8"),
            Map.entry("srt", "application/x-subrip"),
            Map.entry("ass", "text/plain;charset=UTF-8"),
            Map.entry("txt", "text/plain;charset=UTF-8"));

    private MediaTypes() {}

    public static MediaType of(String key) {
        String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return MediaType.parseMediaType(BY_EXTENSION.getOrDefault(extension, "application/octet-stream"));
    }
}
