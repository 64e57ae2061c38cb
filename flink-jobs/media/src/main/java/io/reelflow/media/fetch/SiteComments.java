package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Comments;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Takes the comments out of yt-dlp's info JSON, one at a time: a hundred thousand do not fit a worker's memory. */
final class SiteComments {
    private final CommentReader reader = new CommentReader();
    private final int most;
    private boolean listed;
    private boolean counted;
    private int unreadable;
    private boolean cut;

    private SiteComments(int most) {
        this.most = most;
    }

    /**
     * Writes the document.
     *
     * @param info as yt-dlp, old or new, writes it
     * @param most what comes after so many is left out
     * @throws MediaException {@code MEDIA_UNREADABLE}: it is no such JSON
     */
    static CommentsFound read(Path info, int most, Path document, Instant now) throws MediaException, IOException {
        SiteComments comments = new SiteComments(most);
        try (JsonParser in = Json.MAPPER.createParser(info.toFile());
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(document));
                JsonGenerator out = Json.MAPPER.createGenerator(file)) {
            out.writeStartObject();
            out.writeNumberProperty("version", Comments.VERSION);
            out.writePOJOProperty("fetched_at", now);
            out.writeArrayPropertyStart("comments");
            comments.copy(in, out);
            out.writeEndArray();
            out.writeBooleanProperty("complete", comments.complete());
            out.writeEndObject();
        } catch (JacksonException e) {
            Files.deleteIfExists(document);
            throw new MediaException(
                    ErrorCode.MEDIA_UNREADABLE, "the site's comments can not be read: " + e.getOriginalMessage(), e);
        }
        return new CommentsFound(comments.reader.count(), comments.complete(), comments.warnings());
    }

    private void copy(JsonParser in, JsonGenerator out) throws MediaException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the site's comments can not be read: no JSON object");
        }
        for (String field = in.nextName(); field != null; field = in.nextName()) {
            JsonToken value = in.nextToken();
            if (field.equals("comments") && value == JsonToken.START_ARRAY) {
                listed = true;
                copyEach(in, out);
            } else {
                counted |= field.equals("comment_count") && value == JsonToken.VALUE_NUMBER_INT;
                in.skipChildren();
            }
        }
    }

    private void copyEach(JsonParser in, JsonGenerator out) {
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token == null) {
                throw new IllegalStateException("a parser ends an array, or fails");
            }
            if (reader.count() >= most) {
                cut = true;
                in.skipChildren();
                continue;
            }
            JsonNode each = in.readValueAsTree();
            Comments.@Nullable Comment comment = each.isObject() ? reader.read(new InfoFields(each)) : null;
            if (comment != null) {
                out.writePOJO(comment);
            } else if (!each.isObject()) {
                unreadable++;
            }
        }
    }

    /** yt-dlp leaves the count out where it was stopped early. */
    private boolean complete() {
        return listed && counted && !cut && unreadable == 0 && reader.count() < most;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!listed) {
            warnings.add("the site gives no comments, or does not allow any");
        }
        if (unreadable > 0) {
            warnings.add(unreadable + " comments could not be read");
        }
        return List.copyOf(warnings);
    }
}
