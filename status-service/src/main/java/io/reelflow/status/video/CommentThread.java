package io.reelflow.status.video;

import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Comments.Comment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comment that begins a thread, with all replies of the thread in the publisher's order; a reply to a reply is among
 * them.
 *
 * @param parentId of a reply: what it replies to. Of a thread: the comment above it, where that was not fetched
 * @param replies null for a reply
 */
record CommentThread(
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
        @Nullable Instant publishedAt,
        @Nullable List<CommentThread> replies) {

    /** In the publisher's order; every comment is there once. What replies to no comment before it begins a thread. */
    static List<CommentThread> of(Comments comments) {
        Map<String, List<CommentThread>> repliesOfThread = new HashMap<>();
        List<CommentThread> threads = new ArrayList<>();
        for (Comment comment : comments.comments()) {
            String above = comment.parentId();
            List<CommentThread> replies = above == null ? null : repliesOfThread.get(above);
            if (replies == null) {
                replies = new ArrayList<>();
                threads.add(of(comment, replies));
            } else {
                replies.add(of(comment, null));
            }
            repliesOfThread.put(comment.id(), replies);
        }
        return threads;
    }

    private static CommentThread of(Comment from, @Nullable List<CommentThread> replies) {
        return new CommentThread(
                from.id(),
                from.parentId(),
                from.author(),
                from.authorId(),
                from.authorUrl(),
                from.authorIsUploader(),
                from.authorIsVerified(),
                from.text(),
                from.likeCount(),
                from.isPinned(),
                from.isFavorited(),
                from.publishedAt(),
                replies);
    }
}
