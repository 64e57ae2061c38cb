package io.reelflow.dataflow.schedule;

import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;

/**
 * An attempt that waits.
 *
 * @param line the one it stands in, see {@link Lines}
 * @param released it waited for its video, and stands where it stood
 * @param told events that were published about it here: each has an id of its own
 * @param called it waited for its source, and stands first in its line for it
 */
public record Waiting(Attempt attempt, String line, boolean released, int told, boolean called) {

    /** It has just come, and stands nowhere yet. */
    static Waiting arriving(Attempt attempt) {
        return new Waiting(attempt, "", false, 0, false);
    }

    String jobId() {
        return attempt.job().jobId();
    }

    String videoId() {
        return attempt.job().subject();
    }

    String owner() {
        return attempt.job().userId();
    }

    int level() {
        return Levels.of(attempt.job());
    }

    boolean isPaused() {
        return Lines.isPaused(line);
    }

    boolean waitsForVideo() {
        return Lines.isOfVideo(line);
    }

    boolean waitsForSource() {
        return Lines.isOfSource(line);
    }

    Waiting inLine() {
        return new Waiting(attempt, Lines.ofOwner(level(), owner()), released, told, false);
    }

    /** Its source may be asked: it goes where it would be served next. */
    Waiting call() {
        return new Waiting(attempt, Lines.ofOwner(level(), owner()), released, told, true);
    }

    /** Where those who want to ask the same source wait. */
    Waiting aside(String source) {
        return new Waiting(attempt, Lines.ofSource(level(), source, owner()), released, told, false);
    }

    /** Where those of its video wait for each other. */
    Waiting behindVideo() {
        return new Waiting(attempt, Lines.ofVideo(level(), videoId()), false, told, false);
    }

    /** @param pause key of the control */
    Waiting paused(String pause) {
        return new Waiting(attempt, Lines.ofPause(pause), false, told, false);
    }

    Waiting unreleased() {
        return new Waiting(attempt, line, false, told, false);
    }

    Waiting release() {
        return new Waiting(attempt, line, true, told, false);
    }

    /** The same attempt with the job's new priority, as a newcomer there. */
    Waiting moved(Job job) {
        return new Waiting(new Attempt(job, attempt.number(), attempt.holds()), line, false, told, false);
    }

    Waiting toldOnce() {
        return new Waiting(attempt, line, released, told + 1, called);
    }

    /** An event with an id that no other has, and that is the same when a restore makes it be said again. */
    JobEvent event(JobEventType type, long now, String message) {
        String step = type.word() + "-in-line-" + attempt.holds() + "-" + told;
        return attempt.event(type, now, message).withId(JobEvent.id(jobId(), attempt.number(), null, null, step));
    }
}
