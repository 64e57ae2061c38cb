package io.reelflow.status.live;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** One client's view of all jobs. */
final class Watcher {
    private final Filter filter;
    private final FluxSink<JobUpdate> sink;
    private final Outbox outbox;

    Watcher(Filter filter, FluxSink<JobUpdate> sink) {
        this.filter = filter;
        this.sink = sink;
        this.outbox = new Outbox(
                sink, update -> !update.isMove(), false, update -> List.of(JobUpdate.resync(update.state())));
    }

    /**
     * Which jobs; null or empty: whatever.
     *
     * @param owner of the jobs that the client may see
     * @param statuses that the job has, or has just left
     */
    record Filter(
            @Nullable String owner,
            @Nullable String userId,
            @Nullable String channelId,
            Set<JobStatus> statuses) {

        boolean admits(JobUpdate update) {
            JobState state = update.state();
            Job job = state.job();
            return admits(owner, job == null ? null : job.userId())
                    && admits(userId, job == null ? null : job.userId())
                    && admits(channelId, job == null ? null : job.channelId())
                    && (statuses.isEmpty() || statuses.contains(state.status()) || statuses.contains(update.before()));
        }

        private static boolean admits(@Nullable String asked, @Nullable String has) {
            return asked == null || asked.equals(has);
        }
    }

    void told(JobUpdate update) {
        if (filter.admits(update)) {
            outbox.offer(update);
        }
    }

    /** Ends the stream: what has been told is no longer whole. */
    void lose() {
        sink.error(new Lost());
    }

    /** The stream ends because events have been lost to it. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        Lost() {
            super("events were lost to this stream", null, false, false);
        }
    }
}
