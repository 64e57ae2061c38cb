package io.reelflow.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A name that is safe as a file, an object key and part of an address: the last part of a path, composed Unicode, nothing
 * that file systems or shells give a meaning to, at most 200 bytes with its extension kept.
 */
final class Filename {
    private static final int MOST_BYTES = 200;
    private static final int LONGEST_EXTENSION = 10;

    private Filename() {}

    static String sanitised(String name) {
        String last = Normalizer.normalize(name, Normalizer.Form.NFC).replaceFirst("^.*[/\\\\]", "");
        String clean = last.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}:*?\"<>|]", "_")
                .replaceAll("\\p{Zs}+", " ")
                .strip()
                .replaceFirst("^\\.+", "");
        String shortened = shorten(clean);
        return shortened.isEmpty() ? "upload" : shortened;
    }

    private static String shorten(String name) {
        if (bytes(name) <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && bytes(name.substring(dot)) <= LONGEST_EXTENSION ? name.substring(dot) : "";
        int end = name.length() - extension.length();
        while (bytes(name.substring(0, end)) + bytes(extension) > MOST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end).strip() + extension;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
