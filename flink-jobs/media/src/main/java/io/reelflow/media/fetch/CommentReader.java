package io.reelflow.media.fetch;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.Comments.Comment;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Reads comments as yt-dlp writes them, each of them once. */
final class CommentReader {
    private static final String ROOT = "root";

    private final Set<String> seen = new HashSet<>();

    /** Null for one that was read before: a pinned comment comes again in its place. */
    @Nullable
    Comment read(InfoFields from) {
        String text = text(from);
        String id = from.text("id");
        String known = id != null
                ? id
                : "c" + ObjectKeys.fingerprint(from.either("author_id", "author"), text, from.text("timestamp"));
        if (!seen.add(known)) {
            return null;
        }
        String parent = from.text("parent");
        return new Comment(
                known,
                parent == null || parent.equals(ROOT) || parent.equals(known) ? null : parent,
                from.either("author", "author_id"),
                from.text("author_id"),
                from.text("author_url"),
                from.truth("author_is_uploader"),
                from.truth("author_is_verified"),
                text,
                from.count("like_count"),
                from.truth("is_pinned"),
                from.truth("is_favorited"),
                from.moment("timestamp"));
    }

    int count() {
        return seen.size();
    }

    /** Some sites give HTML alone. */
    private static String text(InfoFields from) {
        String text = from.text("text");
        String html = text == null ? from.text("html") : null;
        return html != null ? Jsoup.parse(html).wholeText().strip() : Objects.requireNonNullElse(text, "");
    }
}
