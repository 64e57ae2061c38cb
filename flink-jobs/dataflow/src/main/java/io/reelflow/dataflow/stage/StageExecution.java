package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.storage.StorageException;
import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One run of a stage for one element, from its place in line to its end. It always has a result: a failure is one. Runs
 * compare by who goes first.
 */
final class StageExecution<O> extends FutureTask<O> implements Comparable<StageExecution<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(StageExecution.class);

    private final MediaStage<O> stage;
    private final Work work;
    private final StageReport report;
    private final CompletableFuture<O> result = new CompletableFuture<>();
    /** What comes out although it was cancelled. */
    private volatile @Nullable O late;
    /** Why it failed, where it did so by itself. */
    private volatile @Nullable Failure failure;

    private StageExecution(MediaStage<O> stage, Work work, StageReport report, Callable<O> body) {
        super(body);
        this.stage = stage;
        this.work = work;
        this.report = report;
    }

    static <O> StageExecution<O> of(MediaStage<O> stage, Work work, Workplace place) {
        StageReport report = new StageReport(
                place.events(), place.clock(), work, stage, place.settings().machine());
        Body<O> body = new Body<>(stage, work, report, place);
        StageExecution<O> execution = new StageExecution<>(stage, work, report, body);
        body.execution = execution;
        return execution;
    }

    /** Completes with what came out, failed or not; cancelled if nobody wants it any more. */
    CompletableFuture<O> result() {
        return result;
    }

    /** Ends the run because nobody wants it any more. */
    void abandon() {
        report.silence();
        cancel(true);
    }

    /** Ends the run, which has failed elsewhere or was cancelled: it comes out so at once, and clients hear nothing. */
    void stop(Failure reason) {
        report.silence();
        late = stage.failed(work.failedWith(reason));
        cancel(true);
    }

    /** Ends the run because it took too long. */
    private void expire(Duration limit) {
        late = failed(ErrorCode.STAGE_TIMEOUT, "The stage took longer than " + limit.toMinutes() + " minutes");
        cancel(true);
    }

    /** Why it failed by itself; null where it did not, or was stopped. */
    @Nullable
    Failure failure() {
        return failure;
    }

    @Override
    protected void done() {
        try {
            result.complete(get());
        } catch (CancellationException e) {
            O instead = late;
            if (instead != null) {
                result.complete(instead);
            } else {
                result.cancel(false);
            }
        } catch (ExecutionException | InterruptedException e) {
            LOG.atError()
                    .addKeyValue("job_id", work.job().jobId())
                    .setCause(e)
                    .log("{} of {} ended without a result", stage.getClass().getSimpleName(), work.run());
            result.complete(failed(ErrorCode.INTERNAL, "Something went wrong"));
        }
    }

    private O failed(MediaException e) {
        Duration wait = e.retryAfter();
        Failure reason = Failure.of(e.code(), String.valueOf(e.getMessage()), report.current());
        return failed(
                wait == null ? reason : reason.retryAfter(wait.plusMillis(999).toSeconds()));
    }

    private O diskIsFull(Throwable e) {
        LOG.warn("{}: the disk is full", work.run(), e);
        return failed(ErrorCode.STORAGE_UNAVAILABLE, "Our disk is full");
    }

    private O failed(ErrorCode code, String message) {
        return failed(Failure.of(code, message, report.current()));
    }

    private O failed(Failure reason) {
        if (report.failed(reason)) {
            failure = reason;
        }
        return stage.failed(work.failedWith(reason));
    }

    @Override
    public int compareTo(StageExecution<?> other) {
        return ORDER.compare(this, other);
    }

    private static final Comparator<StageExecution<?>> ORDER = Comparator.<StageExecution<?>>comparingInt(
                    run -> run.work.job().priority())
            .thenComparingLong(run -> run.work.epoch())
            .thenComparingInt(run -> run.work.part());

    /** What the thread does. */
    private static final class Body<O> implements Callable<O> {
        private final MediaStage<O> stage;
        private final Work work;
        private final StageReport report;
        private final Workplace place;
        private @Nullable StageExecution<O> execution;

        Body(MediaStage<O> stage, Work work, StageReport report, Workplace place) {
            this.stage = stage;
            this.work = work;
            this.report = report;
            this.place = place;
        }

        @Override
        public O call() throws InterruptedException {
            StageExecution<O> self = Objects.requireNonNull(execution);
            named();
            Duration limit = stage.deadline(work);
            ScheduledFuture<?> deadline =
                    place.timer().schedule(() -> self.expire(limit), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return run(self);
            } finally {
                deadline.cancel(false);
                MDC.clear();
            }
        }

        /** What this thread logs is about this job. */
        private void named() {
            MDC.put("job_id", work.job().jobId());
            MDC.put("trace_id", work.job().traceId());
            MDC.put("attempt", Integer.toString(work.attempt()));
            MDC.put("stage", stage.getClass().getSimpleName());
        }

        private O run(StageExecution<O> self) throws InterruptedException {
            Path scratch = null;
            try {
                report.begin();
                scratch = place.newScratch();
                O out = stage.run(work, StageRunContext.in(scratch, place, report));
                report.completed();
                return out;
            } catch (MediaException e) {
                if (place.isOfOurDisk(e)) {
                    return self.diskIsFull(e);
                }
                LOG.info("{}: {} {}", work.run(), e.code(), e.getMessage());
                return self.failed(e);
            } catch (StorageException e) {
                LOG.warn("{}: storage", work.run(), e);
                return self.failed(ErrorCode.STORAGE_UNAVAILABLE, "Our storage does not answer");
            } catch (IOException | RuntimeException | Error e) {
                if (Thread.currentThread().isInterrupted() || report.isOver()) {
                    throw new InterruptedException("interrupted while " + e);
                }
                if (place.isOfOurDisk(e)) {
                    return self.diskIsFull(e);
                }
                LOG.error("{}: {}", work.run(), stage.getClass().getSimpleName(), e);
                return self.failed(ErrorCode.INTERNAL, "Something went wrong");
            } finally {
                if (scratch != null) {
                    FileUtils.deleteDirectoryQuietly(scratch.toFile());
                }
            }
        }
    }
}
