package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.schemas.job.Tombstone;
import io.reelflow.schemas.result.Source;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets the source into storage, once; every later stage starts from there. Of a channel, the list of its videos. */
public final class FetchStage extends WorkStage {
    private static final long serialVersionUID = 1L;

    static final String MARK = "source.json";
    /** What {@code source.json} says of the publisher, for who wants no more. */
    private static final String METADATA = "metadata.json";

    @Override
    public List<Stage> stages() {
        return List.of(Stage.DOWNLOADING, Stage.EXTRACTING_METADATA);
    }

    @Override
    public WorkLine line() {
        return WorkLine.DOWNLOAD;
    }

    /** Of 20 GiB at 850 KB a second: how long the media is says nothing yet. */
    @Override
    public Duration deadline(Work work) {
        return Duration.ofHours(7);
    }

    @Override
    public boolean concerns(Job job) {
        return job.jobType() != JobType.PURGE;
    }

    /** A dry channel is listed: its videos are what is dry. */
    @Override
    public boolean isDry(Job job) {
        return job.dryRun() && job.jobType() != JobType.CHANNEL;
    }

    @Override
    public boolean asksSource(Work work) {
        return work.visit() != null;
    }

    @Override
    public Work dryRun(Work work) {
        return work;
    }

    @Override
    public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        if (job.jobType() == JobType.CHANNEL) {
            Expansion.run(work, context);
            return work;
        }
        waitsForPurge(job, context);
        StoredVideo begin = job.stored();
        if (begin != null && begin.source() != null) {
            return with(work, begin.source(), kept(begin.source(), context), context);
        }
        String folder = Folders.source(job);
        Source source = stored(folder, context);
        if (source == null) {
            Source whole = stored(Folders.wholeSource(job), context);
            folder = whole == null ? folder : Folders.wholeSource(job);
            source = whole == null ? fetch(work, folder, context) : whole;
        }
        return with(work, folder, source, context);
    }

    private static Work with(Work work, String folder, Source source, StageRunContext context) throws MediaException {
        context.report().bytes(source.bytes());
        refuseWithoutStreams(work.job(), source);
        return work.with(work.artifacts().withSource(folder, source.duration())).withWarnings(source.warnings());
    }

    /** What is left of a video that was removed must not be taken for what the next job has made. */
    private static void waitsForPurge(Job job, StageRunContext context) throws MediaException, IOException {
        Tombstone removed = context.place().tombstones().of(job);
        VideoRows rows = context.place().rows();
        if (removed != null && rows != null && !rows.isSwept(removed.purgeJobId())) {
            throw new MediaException(ErrorCode.PURGE_UNFINISHED, "The video is still being removed");
        }
    }

    /** The source that a job on a stored video begins with: nothing takes its place. */
    private static Source kept(String folder, StageRunContext context) throws IOException, MediaException {
        Source source = stored(folder, context);
        if (source == null || (source.file() != null && !context.store().exists(folder + source.file()))) {
            throw new MediaException(
                    ErrorCode.SOURCE_NOT_FOUND, "The source of this video is not stored any more; ask for a new job");
        }
        return source;
    }

    private static @Nullable Source stored(String folder, StageRunContext context) throws IOException {
        Source source = context.store().find(folder + MARK, Source.class);
        if (source != null) {
            context.report().reused();
        }
        return source;
    }

    private static Source fetch(Work work, String folder, StageRunContext context)
            throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        StageSettings settings = context.place().settings();
        Source source = context.ask(
                work,
                TaskType.FETCH,
                new FetchRequest(
                        job.url(),
                        job.source(),
                        job.source() == SourceKind.UPLOAD ? upload(job, context).toString() : null,
                        job.jobType() == JobType.TRANSCRIPTION,
                        job.jobType() == JobType.METADATA,
                        settings.maxSourceBytes(),
                        settings.maxSourceSeconds(),
                        settings.allowedHosts(),
                        job.jobType().has(Stage.TRANSCRIBING) ? job.options().language() : null,
                        work.identity()));
        Files.write(context.out().resolve(METADATA), Json.bytes(source.metadata()));
        context.store().publish(context.out(), folder, MARK, source);
        if (source.file() != null) {
            context.cache().adopt(folder + source.file(), context.out().resolve(source.file()));
        }
        return source;
    }

    private static Path upload(Job job, StageRunContext context) throws MediaException, IOException {
        String key = uploadKey(job);
        Path file = context.in().resolve(key.substring(key.lastIndexOf('/') + 1));
        ArtifactStore store = context.store();
        try {
            store.download(key, file);
        } catch (FileNotFoundException e) {
            throw new MediaException(ErrorCode.SOURCE_NOT_FOUND, "Nothing was uploaded as " + job.url(), e);
        }
        return file;
    }

    /** The object that {@code upload:ID/NAME} names. */
    static String uploadKey(Job job) {
        String name = job.url().substring("upload:".length());
        int slash = name.indexOf('/');
        return ObjectKeys.upload(name.substring(0, slash), name.substring(slash + 1));
    }

    private static void refuseWithoutStreams(Job job, Source source) throws MediaException {
        JobType type = job.jobType();
        boolean sound = source.sound() != null;
        boolean picture = source.picture() != null;
        String missing = switch (type) {
            case FULL_PROCESSING -> sound || picture ? null : "sound or picture";
            case TRANSCRIPTION -> sound ? null : "sound";
            case SHORTS, SLIDES -> picture ? null : "a picture";
            case CONVERSION ->
                ConvertStage.format(job).equals("mp3") ? sound ? null : "sound" : picture ? null : "a picture";
            case METADATA, CHANNEL, PURGE -> null;
        };
        if (missing != null) {
            throw new MediaException(
                    ErrorCode.MEDIA_EMPTY,
                    "A job of type " + type.word() + " needs " + missing + "; the source has none");
        }
    }
}
