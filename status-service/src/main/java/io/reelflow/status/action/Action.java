package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An action and how far it is.
 *
 * @param requestedBy id of the key
 * @param wish its {@code ids} are empty where they were read from the table
 * @param namesJobs where no filter says which
 * @param concerns whose jobs only; null for anybody's
 * @param matched counted when it was asked for; once it is completed, those that were found
 * @param page what is being written
 */
public record Action(
        String id,
        Wish wish,
        boolean namesJobs,
        String requestedBy,
        @Nullable String owner,
        @Nullable String concerns,
        boolean isCompleted,
        long matched,
        long done,
        long refused,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Place after,
        Page page) {

    /** The last job that was looked at, in the order of their creation, or where they are named, of their ids. */
    record Place(Instant createdAt, String jobId) {}

    /**
     * Jobs that the action fits, with the attempts that were seen.
     *
     * @param isLast none comes after it
     */
    record Page(List<String> ids, List<Integer> attempts, boolean isLast) {
        static final Page NONE = new Page(List.of(), List.of(), false);
    }

    /** A job that it passed over. */
    record Refusal(String id, String code, String reason) {}

    /** The same with these jobs in hand, after looking at so many more. */
    Action at(@Nullable Place place, Page next, long nowRefused, Instant now) {
        return new Action(
                id,
                wish,
                namesJobs,
                requestedBy,
                owner,
                concerns,
                false,
                matched,
                done,
                nowRefused,
                createdAt,
                now,
                null,
                place,
                next);
    }

    /** The same once the jobs in hand are dealt with. */
    Action written(long nowDone, long nowRefused) {
        return new Action(
                id,
                wish,
                namesJobs,
                requestedBy,
                owner,
                concerns,
                isCompleted,
                matched,
                nowDone,
                nowRefused,
                createdAt,
                updatedAt,
                completedAt,
                after,
                page);
    }

    /** @param told the wish as it is kept */
    Action completed(Wish told, Instant now) {
        return new Action(
                id,
                told,
                namesJobs,
                requestedBy,
                owner,
                concerns,
                true,
                done + refused,
                done,
                refused,
                createdAt,
                now,
                now,
                after,
                Page.NONE);
    }

    ObjectNode view() {
        ObjectNode view = Json.MAPPER.createObjectNode();
        view.put("id", id).put("action", wish.kind().word()).put("status", isCompleted ? "completed" : "running");
        view.set("filter", Json.MAPPER.valueToTree(wish.filter()));
        if (wish.priority() != null) {
            view.put("priority", wish.priority());
        }
        if (wish.force()) {
            view.put("force", true);
        }
        if (wish.reason() != null) {
            view.put("reason", wish.reason());
        }
        view.put("matched", matched).put("done", done).put("refused_count", refused);
        view.put("requested_by", requestedBy).put("user_id", owner);
        view.put("created_at", createdAt.toString()).put("updated_at", updatedAt.toString());
        if (completedAt != null) {
            view.put("completed_at", completedAt.toString());
        }
        return view;
    }
}
