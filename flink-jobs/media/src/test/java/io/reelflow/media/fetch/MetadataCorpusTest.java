package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Comments.Comment;
import io.reelflow.schemas.result.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real dumps of yt-dlp, each with what is expected of it beside it. */
class MetadataCorpusTest {
    @TempDir
    Path directory;

    @Test
    void aVideoWithChaptersIsReadAsExpected() throws Exception {
        String name = "metadata/pinchflat_video_chapters.info.json";
        JsonNode expected = json(name + ".expected.json");
        SiteInfo info = SiteInfo.of(json(name));
        Source.Metadata metadata = info.metadata();

        assertThat(metadata.extra()).containsEntry("id", expected.path("id").asString());
        assertThat(metadata.title()).isEqualTo(expected.path("title").asString());
        assertThat(info.duration()).isEqualTo(expected.path("duration").asDouble());
        assertThat(String.valueOf(metadata.published()).replace("-", ""))
                .isEqualTo(expected.path("upload_date").asString());
        assertThat(metadata.tags())
                .containsExactlyElementsOf(expected.path("tags")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        assertThat(metadata.chapters())
                .containsExactlyElementsOf(expected.path("chapters")
                        .valueStream()
                        .map(chapter -> new Chapter(
                                chapter.path("start_time").asDouble(),
                                chapter.path("end_time").asDouble(),
                                chapter.path("title").asString()))
                        .toList());
        assertThat(metadata.categories()).containsExactly("Development");
        assertThat(metadata.thumbnailUrl()).isEqualTo("https://i.ytimg.com/vi/ABC123/maxresdefault.jpg");
        assertThat(metadata.channelFollowerCount()).isEqualTo(35000);
        assertThat(metadata.commentCount()).isEqualTo(44);
        assertThat(metadata.heatmap()).isNull();
    }

    @Test
    void commentsAreReadAsExpected() throws Exception {
        String name = "metadata/video_with_comments.info.json";
        JsonNode expected = json(name + ".expected.json");
        Path document = directory.resolve(CommentsTask.FILE);

        CommentsFound found = SiteComments.read(Corpus.file(name), 500, document, Instant.EPOCH);

        Comments comments = Json.read(Files.readAllBytes(document), Comments.class);
        assertThat(found.count()).isEqualTo(expected.path("comments").asInt());
        assertThat(found.complete()).isTrue();
        assertThat(comments.comments())
                .filteredOn(comment -> comment.parentId() == null)
                .hasSize(expected.path("top_level").asInt());
        assertThat(comments.comments())
                .filteredOn(comment -> comment.parentId() != null)
                .hasSize(expected.path("replies").asInt());
        assertThat(comments.comments())
                .filteredOn(Comment::isPinned)
                .extracting(Comment::id)
                .containsExactly(expected.path("pinned").asString());
        assertThat(comments.comments())
                .filteredOn(comment -> comment.id().equals("UgxTop0000001AaABAg"))
                .singleElement()
                .satisfies(comment -> {
                    assertThat(comment.likeCount()).isNull();
                    assertThat(comment.isFavorited()).isTrue();
                    assertThat(comment.text()).contains("<b>not html</b>", "\ud83d\ude00", "\u202e");
                });
    }

    @Test
    void entriesOfAFlatPlaylistAreReadAsExpected() throws Exception {
        JsonNode playlist = json("metadata/playlist_flat.json");
        JsonNode expected = json("metadata/playlist_flat.json.expected.json");

        assertThat(playlist.path("entries").valueStream().map(entry -> new SiteInfo(entry).metadata()))
                .hasSize(expected.path("entries").asInt())
                .allSatisfy(entry -> assertThat(entry.title()).isNotBlank())
                .allSatisfy(entry -> assertThat(entry.channelId()).isNotBlank())
                .extracting(entry -> entry.extra().get("id"))
                .containsExactlyElementsOf(expected.path("ids")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    @Test
    void aChannelSaysWhoItIs() throws Exception {
        Source.Metadata channel = new SiteInfo(json("metadata/pinchflat_channel.json")).metadata();

        assertThat(channel.channelId()).isEqualTo("UCEABC123");
        assertThat(channel.channelFollowerCount()).isEqualTo(35000);
        assertThat(channel.tags()).containsExactly("test", "development");
    }

    private static JsonNode json(String name) throws Exception {
        return Objects.requireNonNull(Json.MAPPER.readTree(Files.readAllBytes(Corpus.file(name))));
    }
}
