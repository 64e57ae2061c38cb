package io.reelflow.dataflow.lifecycle;

import io.reelflow.schemas.job.JobEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from one message or timer: the phase after it, and what is to be said. */
final class Step {
    private JobPhase phase;
    private final List<JobEvent> events = new ArrayList<>();
    private final List<Admission> admissions = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private @Nullable JobEvent end;

    Step(JobPhase before) {
        this.phase = before;
    }

    JobPhase phase() {
        return phase;
    }

    List<JobEvent> events() {
        return events;
    }

    List<Admission> admissions() {
        return admissions;
    }

    /** Why something was not done. */
    List<String> ignored() {
        return ignored;
    }

    /** The event that ended a run, where this step did. */
    @Nullable
    JobEvent end() {
        return end;
    }

    void become(JobPhase next) {
        phase = next;
    }

    void say(JobEvent event) {
        events.add(event);
    }

    void ask(Admission.Kind kind, JobRun run) {
        admissions.add(new Admission(kind, run.toAttempt()));
    }

    void end(JobPhase.Ended next, JobEvent last) {
        become(next);
        say(last);
        end = last;
    }

    void ignore(String reason) {
        ignored.add(reason);
    }
}
