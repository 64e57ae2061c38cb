package io.reelflow.status.video;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelflow.schemas.ObjectKeys;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code package.zip} of a video is to hold.
 *
 * @param title what it is called, fit for a file's name
 * @param made when the newest of it was made
 */
record VideoPackage(String videoId, String title, Instant made, List<String> jobs, List<Item> items) {

    /**
     * A file in it: an object, or a text of this moment.
     *
     * @param name path in the package
     * @param sha256 that the object was stored with; null where nobody has said
     */
    record Item(
            String name,
            String kind,
            @Nullable String title,
            @Nullable String key,
            @Nullable String text,
            long bytes,
            @Nullable String sha256) {

        static Item object(
                String name, String kind, @Nullable String title, String key, long bytes, @Nullable String sha256) {
            return new Item(name, kind, title, key, null, bytes, sha256);
        }

        static Item text(String name, String kind, String text) {
            return new Item(name, kind, null, null, text, text.getBytes(UTF_8).length, null);
        }

        /** What it holds, for comparison: an object never changes under its key. */
        private String content() {
            return text == null ? Objects.requireNonNull(key) + " " + bytes : text;
        }
    }

    /** The same for the same bytes. */
    String etag() {
        return "\"package-"
                + ObjectKeys.fingerprint(
                        videoId,
                        made,
                        jobs,
                        items.stream().map(Item::name).toList(),
                        items.stream().map(Item::content).toList())
                + "\"";
    }
}
