package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.LocalCache.Lease;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.convert.ConvertRequest;
import io.reelflow.media.convert.Converted;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Makes a download of a stored source: its sound as MP3, or all of it as an MP4 that plays everywhere. */
public final class ConvertStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    /** Written last, beside the file. */
    static final String MARK = "conversion.json";

    @Override
    public List<Stage> stages() {
        return List.of(Stage.CONVERTING);
    }

    @Override
    public WorkLine line() {
        return WorkLine.ENCODE;
    }

    /** An encode of a large picture takes up to twice its length on one slow core; ten times that hangs. */
    @Override
    public Duration deadline(Work work) {
        return Deadlines.scaled(Duration.ofMinutes(20), 20, work);
    }

    @Override
    public boolean concerns(Job job) {
        return job.jobType() == JobType.CONVERSION;
    }

    @Override
    public Work dryRun(Work work) {
        return work;
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        String format = format(job);
        String file = ObjectKeys.converted(job.videoId(), Folders.sourceOf(work), format);
        String folder = file.substring(0, file.lastIndexOf('/') + 1);
        if (context.store().exists(folder + MARK)) {
            context.report().reused();
            return work.made(folder + MARK);
        }
        Source source = context.store().read(Folders.sourceOf(work) + FetchStage.MARK, Source.class);
        try (Lease media = context.cache().open(Folders.sourceOf(work) + source.file())) {
            Converted made = context.run(
                    TaskType.CONVERT, new ConvertRequest(media.file().toString(), source, format));
            context.store().publish(context.out(), folder, MARK, made);
        }
        return work.made(folder + MARK);
    }

    /** What the job is to make. */
    static String format(Job job) {
        StoredVideo stored = Objects.requireNonNull(job.stored(), "a conversion is of a stored video");
        return Objects.requireNonNull(stored.format(), "a conversion has a format");
    }
}
