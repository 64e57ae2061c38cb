package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.lifecycle.JobPhase.Ended;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a channel is looked at again. Failed or not, a look is followed by the next; a cancel ends that. */
final class Subscription {
    /** So that what was subscribed to at the same time is not looked at at the same time for ever. */
    private static final double JITTER = 0.1;

    private static final int STEPS = 1 << 16;

    private Subscription() {}

    /** The phase after a run has ended, and the event that says so. */
    static void end(Step step, Ended ended, JobEvent last, long since) {
        Instant next = ended.how() == JobStatus.CANCELLED ? null : nextCheck(ended.run(), since);
        if (next == null) {
            step.end(ended, last);
        } else {
            step.end(new Ended(ended.run(), ended.how(), next.toEpochMilli()), last.withNextCheck(next));
        }
    }

    /** Whether what it wakes for is another look. */
    static boolean isDue(Ended ended) {
        return ended.how() != JobStatus.CANCELLED && every(ended.run()) != null;
    }

    /** Nothing is looked at again. */
    static void cancel(Step step, Ended ended, String reason, long now) {
        JobRun run = ended.run();
        step.become(new Ended(run, JobStatus.CANCELLED, LifecycleRules.forgottenAt(now)));
        step.say(run.event(JobEventType.UNSUBSCRIBED, now, reason));
    }

    /** @param since when the last look ended: the same after a restore */
    private static @Nullable Instant nextCheck(JobRun run, long since) {
        Duration every = every(run);
        return every == null ? null : Instant.ofEpochMilli(since + Math.round(every.toMillis() * stretch(run)));
    }

    private static @Nullable Duration every(JobRun run) {
        ChannelRequest channel = run.job().channel();
        return channel == null || channel.everySeconds() == null ? null : Duration.ofSeconds(channel.everySeconds());
    }

    /** Between 1 - {@link #JITTER} and 1 + {@link #JITTER}, other for each job and each run, and the same if asked again. */
    private static double stretch(JobRun run) {
        String digits = ObjectKeys.fingerprint(run.job().jobId(), run.attempt()).substring(0, 4);
        double share = Integer.parseInt(digits, 16) / (double) STEPS;
        return 1 + JITTER * (2 * share - 1);
    }
}
