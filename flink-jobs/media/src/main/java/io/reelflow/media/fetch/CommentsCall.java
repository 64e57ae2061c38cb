package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.tools.Child;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of yt-dlp for comments. */
final class CommentsCall {
    private static final String NAME = "comments";

    /** {@code [youtube] Downloading comment API JSON page 2 (40/~1234)}. */
    private static final Pattern PAGE = Pattern.compile("comment.* \\((\\d+)/~?(\\d+|None)\\)");

    private final int most;
    private final Progress progress;

    CommentsCall(int most, Progress progress) {
        this.most = most;
        this.progress = progress;
    }

    /** @param command of yt-dlp, without what it is to do */
    Child.Exit run(List<String> command, URI url, Path directory, Duration left)
            throws MediaException, IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--write-comments", "--write-info-json", "--no-write-playlist-metafiles"));
        // Other extractors do not know them, and pass them over.
        all.addAll(List.of("--extractor-args", "youtube:comment_sort=top;max_comments=" + most));
        all.addAll(List.of("--skip-download", "--ignore-no-formats-error", "--no-playlist", "--playlist-items", "1"));
        all.addAll(List.of("--newline", "--output", NAME + ".%(ext)s", "--", url.toString()));
        return SiteCall.run(Child.of(all).in(directory).within(left).lines(this::line));
    }

    /** What it has left. */
    Path written(Path directory) throws MediaException {
        Path file = directory.resolve(NAME + ".info.json");
        if (!Files.exists(file)) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the page holds no video to comment on");
        }
        return file;
    }

    private void line(String line) {
        Matcher page = PAGE.matcher(line);
        if (page.find()) {
            double wanted = page.group(2).equals("None") ? most : Math.min(most, Long.parseLong(page.group(2)));
            long done = Long.parseLong(page.group(1));
            progress.report(
                    Stage.EXTRACTING_COMMENTS, Math.min(1, done / Math.max(1, wanted)), done + " comments", null);
        }
    }
}
