package io.reelflow.status.edit;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.Edits;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.storage.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * What people have changed of videos. Changes of one video are made one after another, each on what the one before has left;
 * all of them together stand in the table and, before anybody is told, in the object storage. Every call blocks.
 */
@Component
public class VideoEdits {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ObjectStore store;

    VideoEdits(JdbcClient jdbc, TransactionTemplate transaction, ObjectStore store) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.store = store;
    }

    /**
     * @param revision counted from 1; 0 for a video that nobody has changed
     * @param isUnrendered whether clips have to be rendered again because of this or an earlier change
     */
    public record Changed(long revision, boolean isUnrendered) {}

    /** A line of the history. */
    public record Entry(
            long revision,
            String field,
            @Nullable String target,
            @Nullable JsonNode oldValue,
            @Nullable JsonNode newValue,
            String keyId,
            Instant time) {}

    /** Who may change what from where. */
    public record Request(
            String videoId, String keyId, @Nullable Long expected) {}

    /** All changes of the video; its revision is 0 where there are none. */
    public Edits of(String videoId) {
        return jdbc.sql("SELECT edits::text FROM video_revisions WHERE video_id = ?")
                .param(videoId)
                .query(String.class)
                .optional()
                .map(VideoEdits::read)
                .orElse(Edits.NONE);
    }

    /** Where the newest edits are stored; empty for a video that nobody has changed. */
    public Optional<String> key(String videoId) {
        long revision = of(videoId).revision();
        return revision == 0 ? Optional.empty() : Optional.of(ObjectKeys.edits(videoId, revision));
    }

    /** Changes what the body of a PATCH names; 412 where the video is at another revision than is expected. */
    public Changed patch(Request request, byte @Nullable [] body, Shown original) {
        return change(request, before -> VideoPatch.of(body, original, before));
    }

    /** As {@link #patch}, of a clip; 404 where it is not shown. */
    public Changed patchClip(Request request, String clipId, byte @Nullable [] body, Shown original) {
        return change(request, before -> ClipPatch.of(body, clipId, original, before));
    }

    /** Removes a clip; 404 where it is not shown. */
    public Changed removeClip(Request request, String clipId, Shown original) {
        return change(request, before -> ClipPatch.removal(clipId, original, before));
    }

    private Changed change(Request request, Function<Edits, List<Change>> asked) {
        return Objects.requireNonNull(transaction.execute(ignored -> {
            Edits before = locked(request.videoId());
            mustBeAt(request, before.revision());
            List<Change> changes = asked.apply(before).stream()
                    .filter(change -> change.changes(before))
                    .toList();
            return changes.isEmpty() ? changed(request.videoId()) : keep(request, before, changes);
        }));
    }

    private Edits locked(String videoId) {
        jdbc.sql("INSERT INTO video_revisions VALUES (?, 0, ?::jsonb) ON CONFLICT DO NOTHING")
                .params(videoId, Json.text(Edits.NONE))
                .update();
        return read(jdbc.sql("SELECT edits::text FROM video_revisions WHERE video_id = ? FOR UPDATE")
                .param(videoId)
                .query(String.class)
                .single());
    }

    private static void mustBeAt(Request request, long revision) {
        Long expected = request.expected();
        if (expected != null && expected != revision) {
            throw new ApiProblem(
                    HttpStatus.PRECONDITION_FAILED,
                    "CHANGED_MEANWHILE",
                    "If-Match names revision " + expected + ", but video " + request.videoId() + " is at revision "
                            + revision + "; read it again");
        }
    }

    private Changed keep(Request request, Edits before, List<Change> changes) {
        Edits after = numbered(before, before.revision() + 1);
        for (Change change : changes) {
            after = change.made().apply(after);
            insert(request, after.revision(), change);
        }
        boolean inPicture = changes.stream().anyMatch(Change::isInPicture);
        jdbc.sql("""
                        UPDATE video_revisions SET revision = :revision, edits = :edits::jsonb,
                            is_unrendered = is_unrendered OR :in_picture
                        WHERE video_id = :video
                        """)
                .param("revision", after.revision())
                .param("edits", Json.text(after))
                .param("in_picture", inPicture)
                .param("video", request.videoId())
                .update();
        store.put(ObjectKeys.edits(request.videoId(), after.revision()), Json.bytes(after))
                .timeout(PATIENCE, Mono.error(ObjectStore::unavailable))
                .block();
        return changed(request.videoId());
    }

    private void insert(Request request, long revision, Change change) {
        jdbc.sql("""
                        INSERT INTO video_edits (video_id, revision, field, target, old_value, new_value, key_id)
                        VALUES (:video, :revision, :field, :target, :old::jsonb, :new::jsonb, :key)
                        """)
                .param("video", request.videoId())
                .param("revision", revision)
                .param("field", change.field())
                .param("target", change.target())
                .param("old", text(change.shown()))
                .param("new", text(change.value()))
                .param("key", request.keyId())
                .update();
    }

    private Changed changed(String videoId) {
        return jdbc.sql("SELECT revision, is_unrendered FROM video_revisions WHERE video_id = ?")
                .param(videoId)
                .query((row, ignored) -> new Changed(row.getLong(1), row.getBoolean(2)))
                .single();
    }

    /** A job renders all changes up to the revision. */
    public void rendered(String videoId, long revision) {
        jdbc.sql("UPDATE video_revisions SET is_unrendered = false WHERE video_id = ? AND revision = ?")
                .params(videoId, revision)
                .update();
    }

    /** Every change, the newest first. */
    public List<Entry> history(String videoId, int limit, int offset) {
        return jdbc.sql("""
                        SELECT revision, field, target, old_value::text, new_value::text, key_id, edited_at
                        FROM video_edits WHERE video_id = ? ORDER BY revision DESC, field, target LIMIT ? OFFSET ?
                        """)
                .params(videoId, limit, offset)
                .query((row, ignored) -> new Entry(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3).isEmpty() ? null : row.getString(3),
                        node(row.getString(4)),
                        node(row.getString(5)),
                        row.getString(6),
                        row.getObject(7, OffsetDateTime.class).toInstant()))
                .list();
    }

    private static Edits numbered(Edits edits, long revision) {
        return new Edits(
                edits.version(),
                revision,
                edits.title(),
                edits.description(),
                edits.tags(),
                edits.transcript(),
                edits.speakers(),
                edits.clips());
    }

    private static Edits read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Edits.class);
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null ? null : Json.text(node).replace("\\u0000", "");
    }

    private static @Nullable JsonNode node(@Nullable String json) {
        return json == null ? null : Json.MAPPER.readTree(json);
    }
}
