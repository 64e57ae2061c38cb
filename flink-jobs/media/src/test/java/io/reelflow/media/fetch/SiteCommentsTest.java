package io.reelflow.media.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Comments.Comment;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteCommentsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path directory;

    @Test
    void threadsPinsAndHeartsAreTakenOver() throws Exception {
        CommentsFound found = read(resource("comments.info.json"), 500);

        List<Comment> comments = comments();
        assertThat(found).isEqualTo(new CommentsFound(6, true, List.of()));
        assertThat(comments).hasSize(6);
        assertThat(comments)
                .filteredOn(Comment::isPinned)
                .containsExactly(new Comment(
                        "UgPin",
                        null,
                        "@speaker",
                        "UC1",
                        "https://www.youtube.com/@speaker",
                        true,
                        true,
                        "0:00 Begin\n0:20 End",
                        12L,
                        true,
                        false,
                        Instant.parse("2024-01-21T00:00:00Z")));
        assertThat(comments)
                .extracting(Comment::id, Comment::parentId, Comment::isFavorited, Comment::likeCount)
                .contains(tuple("UgTop", null, true, null), tuple("UgTop.re1", "UgTop", false, 3L));
        assertThat(comments)
                .filteredOn(comment -> Objects.equals(comment.parentId(), "UgTop"))
                .hasSize(2);
        assertThat(comments.get(1).text()).isEqualTo("Great! <b>not bold</b> & 😀 \u202ertl");
    }

    @Test
    void aCommentOfASiteThatWritesHtmlIsPlainText() throws Exception {
        read(resource("comments.info.json"), 500);

        assertThat(comments())
                .filteredOn(comment -> comment.id().equals("html"))
                .singleElement()
                .satisfies(comment -> assertThat(comment.text()).isEqualTo("Fish & chips\nat 5"));
    }

    @Test
    void whatNobodyAskedForIsLeftOut() throws Exception {
        CommentsFound found = read(resource("comments.info.json"), 2);

        assertThat(found.count()).isEqualTo(2);
        assertThat(found.complete()).isFalse();
        assertThat(comments()).hasSize(2);
        assertThat(Json.read(Files.readAllBytes(document()), Comments.class).complete())
                .isFalse();
    }

    @Test
    void anOddCommentIsReadAsFarAsItGoes() throws Exception {
        CommentsFound found = read("""
                {"comments": [null, 7, "text", {}, {"id": 5, "text": null, "like_count": "1,234", "timestamp": "soon"},
                  {"id": 5, "text": "again"}, {"text": "no id", "author": {"name": "x"}, "parent": null},
                  {"text": "no id", "author": {"name": "x"}}], "comment_count": 8}
                """, 500);

        assertThat(found.count()).isEqualTo(3);
        assertThat(found.warnings()).containsExactly("3 comments could not be read");
        assertThat(comments()).extracting(Comment::text).containsExactly("", "", "no id");
        assertThat(comments().get(1).likeCount()).isEqualTo(1234);
        assertThat(comments()).extracting(Comment::id).doesNotHaveDuplicates().doesNotContainNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"comments\": null, \"comment_count\": null} | false",
                "{\"id\": \"abc\"} | false",
                "{\"comments\": [], \"comment_count\": 0} | true"
            })
    void aVideoWithoutCommentsIsNotOneWhoseSiteGivesNone(String info, boolean listed) throws Exception {
        CommentsFound found = read(info, 500);

        assertThat(found.count()).isZero();
        assertThat(found.complete()).isEqualTo(listed);
        assertThat(found.warnings().isEmpty()).isEqualTo(listed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"comments\": [{\"id\": \"a\"}, {\"te", "<html></html>"})
    void whatIsNoInfoJsonIsAClearError(String info) {
        assertThatThrownBy(() -> read(info, 500)).isInstanceOfSatisfying(MediaException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
            assertThat(e).hasMessageStartingWith("the site's comments can not be read");
        });
    }

    @Test
    void aHundredThousandCommentsPassOneAtATime() throws Exception {
        String all = IntStream.range(0, 100_000)
                .mapToObj("{\"id\": \"c%1$d\", \"text\": \"Comment %1$d\", \"parent\": \"root\"}"::formatted)
                .collect(Collectors.joining(",", "{\"comments\": [", "], \"comment_count\": 100000}"));

        assertThat(read(all, 100_000).count()).isEqualTo(100_000);
    }

    @Test
    void theExtractorIsAskedForNoMoreThanIsWantedAndItsPagesAreProgress() throws Exception {
        Path program = Files.writeString(directory.resolve("yt-dlp.sh"), """
                printf '%s\\n' "$@" > arguments
                echo '[youtube] Downloading comment section API JSON'
                echo '[youtube] Downloading comment API JSON page 1 (20/~1,000)'
                echo '[youtube] Downloading comment API JSON page 1 (20/~1000)'
                echo '[youtube]     Downloading comment API JSON reply thread 1 (40/~1000)'
                echo '{"comments": [], "comment_count": 0}' > comments.info.json
                """);
        List<Double> heard = new ArrayList<>();
        CommentsCall call = new CommentsCall(80, (stage, fraction, message, counters) -> heard.add(fraction));

        call.run(
                List.of("sh", program.toString()),
                URI.create("https://www.youtube.com/watch?v=abc"),
                directory,
                Duration.ofSeconds(20));

        assertThat(call.written(directory)).exists();
        assertThat(heard).containsExactly(0.25, 0.5);
        assertThat(Files.readAllLines(directory.resolve("arguments")))
                .contains("--write-comments", "--skip-download")
                .containsSequence("--extractor-args", "youtube:comment_sort=top;max_comments=80")
                .endsWith("--", "https://www.youtube.com/watch?v=abc");
    }

    private CommentsFound read(String info, int most) throws MediaException, IOException {
        Path file = Files.writeString(directory.resolve("comments.info.json"), info);
        return SiteComments.read(file, most, document(), NOW);
    }

    private Path document() {
        return directory.resolve(CommentsTask.FILE);
    }

    private List<Comment> comments() throws IOException {
        Comments comments = Json.read(Files.readAllBytes(document()), Comments.class);
        assertThat(comments.fetchedAt()).isEqualTo(NOW);
        return comments.comments();
    }

    private static String resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(SiteCommentsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
