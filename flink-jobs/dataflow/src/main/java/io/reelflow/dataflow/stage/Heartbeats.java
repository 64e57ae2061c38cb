package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says of each attempt that has work in this process, running or in line, that it lives: an event for each beat. */
final class Heartbeats {
    static final Duration EVERY = Duration.ofSeconds(15);

    private final RunningWork running;
    private final EventPublisher events;
    private final Clock clock;
    /** Tells beats of one process from those of another. */
    private final String process = UUID.randomUUID().toString();

    private long beats;

    private Heartbeats(RunningWork running, EventPublisher events, Clock clock) {
        this.running = running;
        this.events = events;
        this.clock = clock;
    }

    static void start(
            ScheduledExecutorService timer, Duration every, RunningWork running, EventPublisher events, Clock clock) {
        Heartbeats heartbeats = new Heartbeats(running, events, clock);
        var unused = timer.scheduleWithFixedDelay(
                heartbeats::beat, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        String step = "heartbeat-" + process + "-" + ++beats;
        Instant now = clock.instant();
        for (Work work : running.attempts()) {
            String id = JobEvent.id(work.job().jobId(), work.attempt(), null, null, step);
            events.publish(JobEvent.of(work.job(), JobEventType.HEARTBEAT, work.attempt(), now, "Works")
                    .withId(id));
        }
    }
}
