package io.reelflow.status.video;

import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Manifest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;

/** Names for files, out of titles that anybody may have written: no disk refuses them, none leads out of a folder. */
final class FileNames {
    /** File systems take 255 bytes; a number before it and an extension behind it fit in too. */
    private static final int MOST_BYTES = 160;

    /** What Windows, a shell or a reader can take for something else; marks that turn the direction of text. */
    private static final Pattern ODD = Pattern.compile(
            "[\\p{Cntrl}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff/\\\\:*?\"<>|]");

    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private FileNames() {}

    /** @param otherwise where nothing of the title is left */
    static String of(@Nullable String title, String otherwise) {
        String plain = Normalizer.normalize(title == null ? "" : title, Normalizer.Form.NFC);
        String name = ends(cut(ODD.matcher(plain).replaceAll(" ").replaceAll("\\s+", " ")));
        return name.isEmpty() || DEVICE.matcher(name).matches() ? otherwise : name;
    }

    /** Of a video, as people have named it. */
    static String of(Manifest manifest, Edits edits) {
        return of(edits.title() == null ? manifest.title() : edits.title(), manifest.videoId());
    }

    /** For a file that a browser saves. */
    static ContentDisposition saved(String name) {
        return named(ContentDisposition.attachment(), name);
    }

    /** For a file that a browser shows, and saves under this name where it is told to. */
    static ContentDisposition shown(String name) {
        return named(ContentDisposition.inline(), name);
    }

    /** Every client reads plain ASCII; RFC 5987 is for what is not. */
    private static ContentDisposition named(ContentDisposition.Builder header, String name) {
        boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
        return (plain ? header.filename(name) : header.filename(name, StandardCharsets.UTF_8)).build();
    }

    /** With its dot, in small letters; empty where there is none. */
    static String extension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** No dot or blank at either end: hidden on some systems, lost on others. */
    private static String ends(String name) {
        return name.replaceAll("^[. ]+|[. ]+$", "");
    }

    /** At most {@link #MOST_BYTES}, and no character in halves. */
    private static String cut(String name) {
        var kept = new StringBuilder();
        int bytes = 0;
        for (int point : name.codePoints().toArray()) {
            String one = Character.toString(point);
            bytes += one.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                break;
            }
            kept.append(one);
        }
        return kept.toString();
    }
}
