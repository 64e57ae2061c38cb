package io.reelflow.dataflow.lifecycle;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobControl.Action;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job in a small world: topics that keep what was written, clients that act on what the fold of the events shows
 * them, a scheduler and its work, and checkpoints that all but the topics go back to.
 */
final class LifecycleWorld {
    private static final Job JOB = Jobs.job("a");
    private static final JobMessage COMMAND = JobMessage.of(Jobs.command(JOB));
    private static final String STRANGER = "somebody else";
    private static final ErrorCode[] FAILURES = {
        ErrorCode.INTERNAL,
        ErrorCode.STAGE_TIMEOUT,
        ErrorCode.SOURCE_UNAVAILABLE,
        ErrorCode.SOURCE_NOT_FOUND,
        ErrorCode.STORAGE_UNAVAILABLE,
        ErrorCode.STAGE_CRASHED
    };
    private static final Action[] OF_OPEN = {
        Action.PRIORITY, Action.CANCEL, Action.CANCEL, Action.PAUSE, Action.PAUSE, Action.RESUME
    };
    private static final Visit VISIT = new Visit("default", "talks.example", false);
    private static final LifecycleRules RULES = new LifecycleRules(RetryPolicy.DEFAULT);
    private static final int STEPS = 24;
    private static final int MOST_STEPS_TO_THE_END = 1_000;

    private final int seed;
    private final SplittableRandom random;
    private final boolean crashes;

    // What is written stays.
    private final List<List<JobMessage>> topics = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private final List<JobEvent> events = new ArrayList<>();
    private final Set<String> eventIds = new HashSet<>();
    private final List<Object> story = new ArrayList<>();
    private @Nullable JobState seen;
    private long epoch;
    private long now = 1_000_000;
    private int restores;
    private int ends;
    private int retries;

    // What a restore takes back.
    private @Nullable StoredPhase stored;
    private Offsets offsets = Offsets.NONE;
    private @Nullable Attempt waiting;
    /** Whether it waits aside. */
    private boolean aside;

    private List<Running> running = List.of();
    private Checkpoint checkpoint = new Checkpoint(null, Offsets.NONE, null, false, List.of());

    private record Running(Attempt attempt, long epoch, boolean stopped) {}

    private record Checkpoint(
            @Nullable StoredPhase stored,
            Offsets offsets,
            @Nullable Attempt waiting,
            boolean aside,
            List<Running> running) {}

    private record Offsets(int commands, int controls, int outcomes) {
        static final Offsets NONE = new Offsets(0, 0, 0);

        int of(int topic) {
            return topic == 0 ? commands : topic == 1 ? controls : outcomes;
        }

        Offsets after(int topic) {
            return new Offsets(
                    commands + (topic == 0 ? 1 : 0), controls + (topic == 1 ? 1 : 0), outcomes + (topic == 2 ? 1 : 0));
        }
    }

    LifecycleWorld(int seed, SplittableRandom random, boolean crashes) {
        this.seed = seed;
        this.random = random;
        this.crashes = crashes;
    }

    int ends() {
        return ends;
    }

    int retriesByHand() {
        return retries;
    }

    int restores() {
        return restores;
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            act();
        }
        topics.get(0).add(COMMAND);
        int steps = 0;
        while (settle()) {
            holds(steps++ < MOST_STEPS_TO_THE_END, "it comes to an end");
        }
        atTheEnd();
    }

    private void act() {
        switch (random.nextInt(crashes ? 14 : 12)) {
            case 0 -> topics.get(0).add(COMMAND);
            case 1 -> control();
            case 2, 3, 4, 5 -> deliver();
            case 6, 7 -> admit();
            case 8, 9 -> finish(false);
            case 10 -> pass();
            case 11 -> stranger();
            case 12 -> checkpoint();
            default -> restore();
        }
        now += random.nextInt(3);
    }

    /** Does what there is to do, and says whether there was anything. */
    private boolean settle() {
        return deliver() || admit() || finish(true) || (!(phase() instanceof JobPhase.Ended) && pass()) || resume();
    }

    private boolean deliver() {
        int first = random.nextInt(3);
        for (int each = 0; each < 3; each++) {
            int topic = (first + each) % 3;
            List<JobMessage> messages = topics.get(topic);
            int next = offsets.of(topic);
            if (next < messages.size()) {
                offsets = offsets.after(topic);
                story.add(messages.get(next));
                take(RULES.hear(phase(), messages.get(next), now));
                return true;
            }
        }
        return false;
    }

    /** Time passes until the lifecycle has something to do by itself. */
    private boolean pass() {
        JobPhase phase = phase();
        if (phase.wakesAt() == 0 || phase instanceof JobPhase.Ended || phase instanceof JobPhase.Expected) {
            return false;
        }
        now = Math.max(now, phase.wakesAt());
        story.add("time passes");
        take(RULES.wake(phase, now));
        return true;
    }

    private boolean admit() {
        Attempt attempt = waiting;
        if (attempt == null || aside) {
            return false;
        }
        waiting = null;
        running = with(running, new Running(attempt, ++epoch, false));
        tell(attempt.event(JobEventType.STARTED, now, "Begins"));
        return true;
    }

    private boolean finish(boolean well) {
        if (running.isEmpty()) {
            return false;
        }
        Running ends = running.get(random.nextInt(running.size()));
        running = running.stream().filter(each -> !each.equals(ends)).toList();
        Failure failure = ends.stopped && random.nextInt(4) != 0
                ? Failure.of(ErrorCode.CANCELLED, "Cancelled", null)
                : well || random.nextInt(3) == 0
                        ? null
                        : Failure.of(FAILURES[random.nextInt(FAILURES.length)], "Failed", Stage.DOWNLOADING);
        JobOutcome outcome = new JobOutcome(
                "o",
                JobOutcome.VERSION,
                Instant.ofEpochMilli(now),
                JOB.jobId(),
                JOB.videoId(),
                ends.attempt.number(),
                ends.epoch,
                failure,
                failure == null ? "manifest" : null,
                List.of(),
                random.nextBoolean() ? VISIT : null);
        int times = random.nextInt(5) == 0 ? 2 : 1;
        for (int time = 0; time < times; time++) {
            topics.get(2).add(JobMessage.of(outcome));
        }
        return true;
    }

    /** What the status service lets through, by what it shows; sometimes clicked twice. */
    private void control() {
        JobState shown = seen;
        boolean ended = shown != null && shown.status().isTerminal();
        Action action = ended ? Action.RETRY : OF_OPEN[random.nextInt(OF_OPEN.length)];
        Integer attempt = shown == null ? null : Integer.valueOf(shown.attempt());
        if (shown != null && ended && shown.manualRetries() >= JobState.MAX_MANUAL_RETRIES) {
            return;
        }
        int times = random.nextInt(4) == 0 ? 2 : 1;
        for (int time = 0; time < times; time++) {
            topics.get(1).add(control(action, JOB.userId(), attempt, shown));
        }
    }

    /** A client takes back what holds the job up. */
    private boolean resume() {
        boolean isPaused = phase() instanceof JobPhase.Open open && open.run().isPaused();
        if (isPaused) {
            topics.get(1).add(control(Action.RESUME, JOB.userId(), null, seen));
        }
        return isPaused;
    }

    private void stranger() {
        Action[] all = Action.values();
        topics.get(1).add(control(all[random.nextInt(all.length)], STRANGER, null, seen));
    }

    private JobMessage control(Action action, String owner, @Nullable Integer attempt, @Nullable JobState shown) {
        return JobMessage.of(new JobControl(
                "c" + topics.get(1).size(),
                JobControl.VERSION,
                Instant.ofEpochMilli(now),
                JOB.jobId(),
                action,
                owner,
                "key",
                null,
                1 + random.nextInt(9),
                shown != null && shown.status() == JobStatus.COMPLETED,
                attempt));
    }

    private void checkpoint() {
        story.add("checkpoint");
        checkpoint = new Checkpoint(stored, offsets, waiting, aside, running);
    }

    private void restore() {
        restores++;
        story.add("restore");
        stored = checkpoint.stored;
        offsets = checkpoint.offsets;
        waiting = checkpoint.waiting;
        aside = checkpoint.aside;
        running = checkpoint.running;
    }

    private void take(Step step) {
        stored = StoredPhase.of(step.phase());
        holds(step.phase().equals(phase()), "a phase is stored as it is");
        step.events().forEach(this::tell);
        for (Admission admission : step.admissions()) {
            switch (admission.kind()) {
                case ENTER -> {
                    holds(waiting == null || restores > 0, "no attempt waits beside another");
                    waiting = admission.attempt();
                    aside = false;
                }
                case LEAVE -> {
                    waiting = null;
                    running = running.stream()
                            .map(each -> new Running(each.attempt, each.epoch, true))
                            .toList();
                }
                case MOVE -> waiting = waiting == null ? null : admission.attempt();
                case PAUSE -> aside = true;
                case RESUME -> aside = false;
            }
        }
        if (restores == 0) {
            agrees();
        }
    }

    private void tell(JobEvent event) {
        JobState before = seen;
        seen = JobState.fold(before, event, events.size());
        events.add(event);
        story.add(event);
        holds(eventIds.add(event.eventId()) || restores > 0, "no event is told twice");
        boolean was = before != null && before.status().isTerminal();
        boolean is = seen.status().isTerminal();
        ends += is && !was ? 1 : 0;
        retries += was && !is ? 1 : 0;
    }

    /** Without a restore, what clients see is where the job is. */
    private void agrees() {
        JobPhase phase = phase();
        if (phase instanceof JobPhase.Expected) {
            holds(seen == null, "nothing is told of a job that is not here");
            return;
        }
        JobStatus status = Objects.requireNonNull(seen).status();
        if (phase instanceof JobPhase.Active active) {
            boolean heldInLine = status == JobStatus.PENDING && active.run().holds() > 0;
            holds(
                    status == JobStatus.QUEUED || status == JobStatus.PROCESSING || heldInLine,
                    "an active job is seen as active, or as held where its source decides");
        } else if (phase instanceof JobPhase.Retrying) {
            holds(status == JobStatus.RETRYING, "a job between attempts is seen as that");
        } else if (phase instanceof JobPhase.Held) {
            holds(status == JobStatus.PENDING, "a held job is seen as held");
        } else if (phase instanceof JobPhase.Ended ended) {
            holds(status == ended.how(), "an end is seen as it is");
            holds(seen.attempt() == ended.run().attempt(), "of the attempt it is of");
            holds(seen.manualRetries() == ended.run().manualRetries(), "with the retries that there were");
        }
    }

    private void atTheEnd() {
        JobPhase phase = phase();
        holds(phase instanceof JobPhase.Ended, "the lifecycle has ended the job");
        holds(seen != null && seen.status().isTerminal(), "clients have seen the end");
        holds(ends == retries + 1, "each run has ended once");
        if (restores == 0) {
            long told = events.stream().filter(event -> isEnd(event.type())).count();
            holds(told == ends, "no end is told twice");
        }
        JobPhase forgotten = RULES.wake(phase, phase.wakesAt()).phase();
        holds(StoredPhase.of(forgotten) == null, "nothing of it is left");
    }

    private static boolean isEnd(JobEventType type) {
        return type == JobEventType.COMPLETED || type == JobEventType.FAILED || type == JobEventType.CANCELLED;
    }

    private JobPhase phase() {
        return StoredPhase.phase(stored);
    }

    private static List<Running> with(List<Running> all, Running one) {
        var more = new ArrayList<>(all);
        more.add(one);
        return List.copyOf(more);
    }

    private void holds(boolean promise, String what) {
        if (!promise) {
            String told = story.stream().map(LifecycleWorld::brief).collect(Collectors.joining("\n  "));
            throw new AssertionError("seed " + seed + ": " + what + "\n  " + told);
        }
    }

    private static String brief(Object happened) {
        if (happened instanceof JobEvent event) {
            return "    told " + event.type() + " " + event.attempt();
        }
        if (happened instanceof JobMessage message && message.control() != null) {
            return "heard " + message.control().action() + " at "
                    + message.control().attempt();
        }
        if (happened instanceof JobMessage message && message.outcome() != null) {
            Failure failure = message.outcome().failure();
            return "heard attempt " + message.outcome().attempt() + " epoch "
                    + message.outcome().epoch() + " " + (failure == null ? "well" : failure.code());
        }
        return happened instanceof JobMessage ? "heard command" : happened.toString();
    }
}
