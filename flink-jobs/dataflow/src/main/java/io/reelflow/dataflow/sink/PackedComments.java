package io.reelflow.dataflow.sink;

import io.reelflow.dataflow.sink.ResultRows.CommentRow;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Comments.Comment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The rows of {@code comments}, packed: a hundred thousand as objects would fill a TaskManager's heap, and twice where
 * Flink copies them.
 *
 * @param gzip of {@code comments.json}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it
public record PackedComments(String jobId, String videoId, byte[] gzip) {

    /** @param document {@code comments.json} */
    public static PackedComments of(Job job, Path document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            Files.copy(document, out);
        }
        return new PackedComments(job.jobId(), job.videoId(), bytes.toByteArray());
    }

    /** One after the other, in the publisher's order. */
    void forEach(Consumer<CommentRow> rows) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip));
                JsonParser parser = Json.MAPPER.createParser(in)) {
            parser.nextToken();
            for (String field = parser.nextName(); field != null; field = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (field.equals("comments") && value == JsonToken.START_ARRAY) {
                    for (int index = 0; parser.nextToken() == JsonToken.START_OBJECT; index++) {
                        rows.accept(row(index, parser.readValueAs(Comment.class)));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PackedComments that
                && jobId.equals(that.jobId)
                && videoId.equals(that.videoId)
                && Arrays.equals(gzip, that.gzip);
    }

    @Override
    public int hashCode() {
        return Objects.hash(jobId, videoId, Arrays.hashCode(gzip));
    }

    private CommentRow row(int index, Comment from) {
        return new CommentRow(
                jobId,
                from.id(),
                videoId,
                index,
                from.parentId(),
                from.author(),
                from.authorId(),
                from.authorUrl(),
                from.authorIsUploader(),
                from.authorIsVerified(),
                from.text(),
                from.publishedAt(),
                from.likeCount(),
                from.isPinned(),
                from.isFavorited());
    }
}
