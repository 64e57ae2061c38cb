package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.time.Instant;

/**
 * An attempt that wants a room.
 *
 * @param number 1 for the first
 * @param holds how often it was held and comes again
 */
public record Attempt(Job job, int number, int holds) {

    /** Whether it comes after another one of the same job. */
    public boolean isAfter(Attempt other) {
        return number > other.number || (number == other.number && holds > other.holds);
    }

    /** An event of this attempt. A held attempt passes the same steps again: each time is an event of its own. */
    public JobEvent event(JobEventType type, long epochMillis, String message) {
        JobEvent event = JobEvent.of(job, type, number, Instant.ofEpochMilli(epochMillis), message);
        return holds == 0
                ? event
                : event.withId(JobEvent.id(job.jobId(), number, null, null, type.word() + "-" + holds));
    }
}
