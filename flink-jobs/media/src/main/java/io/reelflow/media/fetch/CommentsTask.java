package io.reelflow.media.fetch;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Gets a video's comments: {@code comments.json}, the most liked threads first where the site sorts them. No media.
 *
 * @see io.reelflow.schemas.result.Comments
 */
public final class CommentsTask implements MediaTask<CommentsRequest, CommentsFound> {
    /** The document it leaves. */
    public static final String FILE = "comments.json";

    private final MediaConfig config;

    public CommentsTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public CommentsFound run(CommentsRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        progress.report(Stage.EXTRACTING_COMMENTS, 0, "asking for comments", null);
        URI url = HostCheck.checked(request.url());
        Path info;
        try (Outbound outbound = Outbound.of(config, new HostCheck(request.allowedHosts()), request.identity())) {
            info = new Site(config, outbound, Deadline.in(config.downloadTime()))
                    .comments(url, request.most(), directory, progress);
        }
        CommentsFound found = SiteComments.read(
                info, request.most(), directory.resolve(FILE), Clock.systemUTC().instant());
        Files.delete(info);
        progress.report(Stage.EXTRACTING_COMMENTS, 1, found.count() + " comments", null);
        return found;
    }
}
