package io.reelflow.schemas.result;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code comments.json}: what people say under a video, in the publisher's order, each comment once.
 *
 * @param fetchedAt when the publisher was asked
 * @param complete whether these are all there were; false where the job wanted no more, or the publisher gave no more
 */
public record Comments(int version, Instant fetchedAt, boolean complete, List<Comment> comments) {
    public static final int VERSION = 1;

    /**
     * @param id the publisher's, unique within the video; ours where there was none
     * @param parentId of the comment that it replies to; null for one that begins a thread
     * @param author as shown
     * @param text plain, no HTML
     * @param likeCount null where the publisher does not say
     * @param isPinned the uploader keeps it on top
     * @param isFavorited the uploader gave it a heart
     * @param publishedAt publishers round it, the older the more
     */
    public record Comment(
            String id,
            @Nullable String parentId,
            @Nullable String author,
            @Nullable String authorId,
            @Nullable String authorUrl,
            boolean authorIsUploader,
            boolean authorIsVerified,
            String text,
            @Nullable Long likeCount,
            boolean isPinned,
            boolean isFavorited,
            @Nullable Instant publishedAt) {}
}
