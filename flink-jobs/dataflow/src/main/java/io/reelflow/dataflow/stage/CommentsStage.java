package io.reelflow.dataflow.stage;

import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.fetch.CommentsFound;
import io.reelflow.media.fetch.CommentsRequest;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Gets the comments of a job that asks for them. What can not be had is a warning, the rest of the job goes on; only
 * where the site wants us to wait, the job waits.
 */
public final class CommentsStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "found.json";

    private static final String NOT_FETCHED = "comments are not fetched: ";

    @Override
    public List<Stage> stages() {
        return List.of(Stage.EXTRACTING_COMMENTS);
    }

    @Override
    public WorkLine line() {
        return WorkLine.DOWNLOAD;
    }

    /** Of 100,000 comments, 20 to an answer, an answer a second. */
    @Override
    public Duration deadline(Work work) {
        return Duration.ofHours(2);
    }

    @Override
    public boolean hasSiblings() {
        return true;
    }

    @Override
    public boolean asksSource(Work work) {
        return work.visit() != null && wantsComments(work.job());
    }

    private static boolean wantsComments(Job job) {
        return job.has(Stage.EXTRACTING_COMMENTS) && job.options().maxComments() > 0;
    }

    @Override
    public Work dryRun(Work work) {
        return work;
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        if (!wantsComments(job)) {
            return work;
        }
        if (isPlainFile(work, context)) {
            return work.withWarnings(List.of(NOT_FETCHED + "the source is a plain file, nobody comments on it"));
        }
        String folder = Folders.comments(job);
        CommentsFound found = context.store().find(folder + MARK, CommentsFound.class);
        if (found != null) {
            context.report().reused();
        } else if (job.stored() != null && job.stored().source() != null) {
            return work.withWarnings(List.of(NOT_FETCHED + "a job on a stored video asks nobody"));
        } else {
            try {
                found = fetch(work, folder, context);
            } catch (MediaException e) {
                if (e.code().isHeld()) {
                    throw e;
                }
                return work.withWarnings(List.of(NOT_FETCHED + e.getMessage()));
            }
        }
        return work.with(work.artifacts().withComments(folder)).withWarnings(found.warnings());
    }

    private static boolean isPlainFile(Work work, StageRunContext context) throws IOException {
        Source source = context.store().read(Folders.sourceOf(work) + FetchStage.MARK, Source.class);
        return work.job().source() == SourceKind.UPLOAD
                || source.metadata().extractor().equals("http");
    }

    private static CommentsFound fetch(Work work, String folder, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        CommentsFound found = context.ask(
                work,
                TaskType.COMMENTS,
                new CommentsRequest(
                        job.url(),
                        job.options().maxComments(),
                        context.place().settings().allowedHosts(),
                        work.identity()));
        context.store().publish(context.out(), folder, MARK, found);
        return found;
    }
}
