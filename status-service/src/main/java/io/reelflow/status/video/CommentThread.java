package io.reelflow.status.video;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Comments.Comment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A comment that begins a thread, with all replies of the thread in the publisher's order; a reply to a reply is among
 * them.
 *
 * @param comment its {@code parent_id}: of a reply, what it replies to; of a thread, the comment above it, where that was not
 *     fetched
 * @param replies null for a reply
 */
record CommentThread(
        @JsonUnwrapped Comment comment, @Nullable List<CommentThread> replies) {

    /** In the publisher's order; every comment is there once. What replies to no comment before it begins a thread. */
    static List<CommentThread> of(Comments comments) {
        Map<String, List<CommentThread>> repliesOfThread = new HashMap<>();
        List<CommentThread> threads = new ArrayList<>();
        for (Comment comment : comments.comments()) {
            String above = comment.parentId();
            List<CommentThread> replies = above == null ? null : repliesOfThread.get(above);
            if (replies == null) {
                replies = new ArrayList<>();
                threads.add(new CommentThread(comment, replies));
            } else {
                replies.add(new CommentThread(comment, null));
            }
            repliesOfThread.put(comment.id(), replies);
        }
        return threads;
    }
}
