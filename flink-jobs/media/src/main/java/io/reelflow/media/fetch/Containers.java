package io.reelflow.media.fetch;

import java.util.List;
import java.util.Map;

/** File extensions for containers: others' names are not put on our disk. */
final class Containers {
    private static final Map<String, String> EXTENSIONS = Map.ofEntries(
            Map.entry("mpegts", "ts"),
            Map.entry("mpeg", "mpg"),
            Map.entry("mpegvideo", "mpg"),
            Map.entry("asf", "wmv"),
            Map.entry("ogg", "ogg"),
            Map.entry("aiff", "aiff"));
    private static final List<String> WEBM_PICTURES = List.of("vp8", "vp9", "av1");

    private Containers() {}

    static String extension(MediaProbe probe) {
        String container = probe.container();
        if (container.startsWith("mov,")) {
            return probe.picture() == null ? "m4a" : "mp4";
        }
        if (container.startsWith("matroska,")) {
            return probe.picture() != null
                            && WEBM_PICTURES.contains(probe.picture().codec())
                    ? "webm"
                    : "mkv";
        }
        String first = container.split(",", 2)[0];
        return EXTENSIONS.getOrDefault(first, first.replaceAll("[^a-z0-9]", ""));
    }
}
