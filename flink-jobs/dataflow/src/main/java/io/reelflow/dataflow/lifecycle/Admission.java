package io.reelflow.dataflow.lifecycle;

/**
 * What the lifecycle asks of the scheduler, in order for each job.
 *
 * @param attempt the one concerned; for {@code MOVE} its job has the new priority
 */
public record Admission(Kind kind, Attempt attempt) {
    /** What is asked. */
    public enum Kind {
        /** The attempt wants a room. */
        ENTER,
        /** The job is cancelled: it leaves the line, or what runs for it has to end. */
        LEAVE,
        /** It waits at another priority. */
        MOVE,
        /** It waits aside, where it waits; one that is in a room goes on. */
        PAUSE,
        /** It waits in line again. */
        RESUME
    }
}
