package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.sink.Finished;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.media.MediaException;
import io.reelflow.media.fetch.CommentsTask;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Manifest.ObjectFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that every object of the result is there, and writes the manifest. Every attempt comes out here, failed or
 * not, with its outcome.
 */
public final class FinishStage implements MediaStage<Finished> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Stage> stages() {
        return List.of(Stage.UPLOADING, Stage.FINALIZING);
    }

    @Override
    public WorkLine line() {
        return WorkLine.STORAGE;
    }

    /** Documents only. */
    @Override
    public Duration deadline(Work work) {
        return Duration.ofMinutes(30);
    }

    /** Nothing was stored: the outcome names no manifest. */
    @Override
    public Finished dryRun(Work work) {
        return new Finished(outcome(work, Instant.now(), null), null);
    }

    @Override
    public boolean concerns(Job job) {
        return true;
    }

    @Override
    public Finished run(Work work, StageRunContext context) throws MediaException, IOException {
        if (work.job().jobType() == JobType.PURGE) {
            PurgeRun.look(work.job(), context);
            return new Finished(outcome(work, context.place().clock().instant(), null), null);
        }
        if (work.job().jobType() == JobType.CHANNEL) {
            return new Finished(
                    outcome(work, context.place().clock().instant(), null), null); // its videos are the result
        }
        ArtifactStore store = context.store();
        List<ObjectFile> files = verified(marks(work), store);
        long bytes = files.stream().mapToLong(ObjectFile::bytes).sum();
        context.report().bytes(bytes);
        context.report().report(Stage.FINALIZING, 0, "Writes the manifest", null);

        Results results = work.isConversion() ? Results.ofSource(work, store) : Results.of(work, store, context.in());
        Instant now = context.place().clock().instant();
        String key = ObjectKeys.manifest(work.job().videoId(), work.job().jobId());
        store.write(key, manifest(work, results, files, now));
        if (work.isConversion()) {
            return new Finished(outcome(work, now, key), null);
        }
        if (work.job().source() == SourceKind.UPLOAD
                && work.job().jobType() != JobType.METADATA
                && work.job().stored() == null) {
            // Only now: until the end an attempt may have to begin again from the upload.
            store.delete(FetchStage.uploadKey(work.job()));
        }
        return new Finished(outcome(work, now, key), results.rows(work.job()));
    }

    @Override
    public Finished failed(Work work) {
        return new Finished(outcome(work, Instant.now(), null), null);
    }

    @Override
    public Finished admittedAs(Finished out, long epoch) {
        JobOutcome made = out.outcome();
        JobOutcome outcome = new JobOutcome(
                made.eventId(),
                made.version(),
                made.time(),
                made.jobId(),
                made.videoId(),
                made.attempt(),
                epoch,
                made.failure(),
                made.manifestKey(),
                made.warnings(),
                made.visit());
        return new Finished(outcome, out.rows());
    }

    @Override
    public TypeInformation<Finished> produced() {
        return TypeInformation.of(Finished.class);
    }

    private static List<String> marks(Work work) {
        Artifacts made = work.artifacts();
        Stream<@Nullable String> whole = Stream.of(
                mark(made.source(), FetchStage.MARK),
                mark(made.audio(), ListenStage.MARK),
                mark(made.transcript(), TranscriptStage.MARK),
                mark(made.picture(), WatchStage.MARK),
                mark(made.analysis(), AnalyzeStage.MARK),
                mark(made.comments(), CommentsStage.MARK));
        return Stream.concat(whole.filter(Objects::nonNull).map(Objects::requireNonNull), work.documents().stream())
                .toList();
    }

    private static @Nullable String mark(@Nullable String folder, String name) {
        return folder == null ? null : folder + name;
    }

    /** Every file of the artifacts. One that is missing takes its mark with it, so that another attempt makes it anew. */
    private static List<ObjectFile> verified(List<String> marks, ArtifactStore store)
            throws IOException, MediaException {
        List<ObjectFile> all = new ArrayList<>();
        Map<String, Map<String, Long>> folders = new HashMap<>();
        for (String mark : marks) {
            String folder = mark.substring(0, mark.lastIndexOf('/') + 1);
            Map<String, Long> sizes = folders.get(folder);
            if (sizes == null) {
                sizes = store.sizes(folder);
                folders.put(folder, sizes);
            }
            for (ObjectFile file : store.filesOf(mark)) {
                if (!Long.valueOf(file.bytes()).equals(sizes.get(file.key()))) {
                    store.delete(mark);
                    throw new MediaException(ErrorCode.INTERNAL, "A stored file of the result is missing or damaged");
                }
                all.add(file);
            }
        }
        return all;
    }

    private static Manifest manifest(Work work, Results results, List<ObjectFile> files, Instant now) {
        Artifacts made = work.artifacts();
        Job job = work.job();
        return new Manifest(
                Manifest.VERSION,
                job.jobId(),
                job.videoId(),
                job.jobType(),
                work.attempt(),
                now,
                results.source().metadata().title(),
                results.source().duration(),
                mark(made.source(), FetchStage.MARK),
                mark(made.transcript(), TranscriptStage.MARK),
                mark(made.analysis(), AnalyzeStage.MARK),
                mark(made.picture(), WatchStage.MARK),
                mark(made.analysis(), AnalyzeStage.SLIDES),
                results.clips(),
                files,
                work.warnings(),
                mark(made.comments(), CommentsTask.FILE),
                results.thumbnail());
    }

    private static JobOutcome outcome(Work work, Instant time, @Nullable String manifest) {
        return new JobOutcome(
                JobEvent.id(work.job().jobId(), work.attempt(), null, null, "outcome"),
                JobOutcome.VERSION,
                time,
                work.job().jobId(),
                work.job().videoId(),
                work.attempt(),
                work.epoch(),
                work.failure(),
                manifest,
                work.warnings(),
                work.visit());
    }
}
