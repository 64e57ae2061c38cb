package io.reelflow.media.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a media file from a page or playlist by how it begins: servers name types as they like. */
final class Sniff {
    /** Bytes of the beginning that are looked at. */
    static final int LENGTH = 512;

    private Sniff() {}

    /** A page or a playlist: something that leads to media, but is none. */
    static boolean isPage(@Nullable String contentType, byte[] beginning) {
        if (beginning.length == 0) {
            return false; // whatever its type: there is nothing in it to follow
        }
        String text = new String(beginning, StandardCharsets.ISO_8859_1).stripLeading();
        String unmarked =
                text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3).stripLeading() : text;
        if (unmarked.startsWith("<") || unmarked.startsWith("#EXTM3U")) {
            return true;
        }
        return isPageType(contentType) && !isMedia(text);
    }

    private static boolean isPageType(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/html")
                || type.contains("xhtml")
                || type.contains("mpegurl")
                || type.contains("dash+xml");
    }

    private static boolean isMedia(String text) {
        return text.startsWith("ftyp", 4)
                || text.startsWith("\u001aE\u00df\u00a3")
                || text.startsWith("OggS")
                || text.startsWith("RIFF")
                || text.startsWith("ID3")
                || text.startsWith("fLaC")
                || text.startsWith("FLV");
    }
}
