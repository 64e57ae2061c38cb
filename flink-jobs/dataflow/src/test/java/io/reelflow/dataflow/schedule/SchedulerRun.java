package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.media.identity.Identities;
import io.reelflow.media.identity.Identity;
import io.reelflow.media.identity.Rate;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.WorkStop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A scheduler with nothing around it: what goes in and comes out, and who is in a room, checked at every step. */
final class SchedulerRun {
    static final Duration AGEING = Duration.ofSeconds(60);
    private static final Identities UNHURRIED =
            new Identities(List.of(new Identity("default", List.of("*"), new Rate(60_000, 1_000_000), null, null)));

    final List<JobEvent> events = new ArrayList<>();
    final List<WorkStop> stops = new ArrayList<>();
    final List<SourceReport> reports = new ArrayList<>();
    /** Names of all that were let in, in order. */
    final List<String> admitted = new ArrayList<>();
    /** By job id. */
    final Map<String, Work> running = new LinkedHashMap<>();

    /** How many of an owner may run. */
    private final Map<String, Integer> quotas = new HashMap<>();

    private final int rooms;
    private final @Nullable StateBackend backend;
    private final TestWorkplace workplace;
    private KeyedOneInputStreamOperatorTestHarness<Integer, SchedulerMessage, Work> flink;
    private long now = 1_000_000;

    SchedulerRun(Path directory, int rooms) throws Exception {
        this(directory, rooms, null);
    }

    SchedulerRun(Path directory, int rooms, @Nullable StateBackend backend) throws Exception {
        this(directory, rooms, backend, UNHURRIED);
    }

    /** @param identities as whom sources are asked */
    SchedulerRun(Path directory, int rooms, @Nullable StateBackend backend, Identities identities) throws Exception {
        this.rooms = rooms;
        this.backend = backend;
        this.workplace = new TestWorkplace(
                directory, Duration.ofSeconds(1), new Recorder(), null, TestWorkplace.settings(identities));
        this.flink = harness();
        flink.open();
        flink.setProcessingTime(now);
    }

    /** A job of an owner; its video is its own. */
    static Job job(String name, String owner, int priority) {
        return job(name, "video-" + name, owner, priority, null);
    }

    static Job job(String name, String video, String owner, int priority, @Nullable String channel) {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        Job like = Jobs.job(name);
        return new Job(
                name,
                video,
                like.source(),
                like.url(),
                null,
                like.jobType(),
                priority,
                owner,
                like.options(),
                false,
                time,
                channel,
                null);
    }

    void enter(Job job) throws Exception {
        enter(job, 1, 0);
    }

    void enter(Job job, int attempt, int holds) throws Exception {
        send(Admission.Kind.ENTER, new Attempt(job, attempt, holds));
    }

    void leave(Job job, int attempt) throws Exception {
        send(Admission.Kind.LEAVE, new Attempt(job, attempt, 0));
    }

    void move(Job job, int attempt, int priority) throws Exception {
        send(Admission.Kind.MOVE, new Attempt(job.withPriority(priority), attempt, 0));
    }

    void pause(Job job, int attempt) throws Exception {
        send(Admission.Kind.PAUSE, new Attempt(job, attempt, 0));
    }

    void resume(Job job, int attempt) throws Exception {
        send(Admission.Kind.RESUME, new Attempt(job, attempt, 0));
    }

    void pause(IntakeControl.Scope scope, @Nullable String target) throws Exception {
        control(scope, target, true);
    }

    void resume(IntakeControl.Scope scope, @Nullable String target) throws Exception {
        control(scope, target, false);
    }

    /** @param most null for any number */
    void limit(String owner, @Nullable Integer most) throws Exception {
        if (most == null) {
            quotas.remove(owner);
        } else {
            quotas.put(owner, most);
        }
        process(SchedulerMessage.of(new IntakeControl(
                IntakeControl.VERSION,
                Instant.ofEpochMilli(now),
                IntakeControl.Scope.OWNER,
                owner,
                false,
                "admin",
                new IntakeControl.Quota(most, null))));
    }

    long runningOf(String owner) {
        return running.values().stream()
                .filter(each -> each.job().userId().equals(owner))
                .count();
    }

    /** The running one ends well. */
    void end(String name) throws Exception {
        Work work = Objects.requireNonNull(running.remove(name), name + " does not run");
        JobOutcome end = Jobs.success(work.job(), work.attempt(), work.epoch());
        process(SchedulerMessage.of(new JobOutcome(
                end.eventId(),
                end.version(),
                end.time(),
                end.jobId(),
                end.videoId(),
                end.attempt(),
                end.epoch(),
                null,
                end.manifestKey(),
                end.warnings(),
                work.visit())));
    }

    void outcome(Job job, int attempt, long epoch) throws Exception {
        process(SchedulerMessage.of(Jobs.success(job, attempt, epoch)));
    }

    /** The running one is turned away by its source, and stands in line again, as the lifecycle has it. */
    void turnAway(String name, @Nullable Long retryAfter) throws Exception {
        Work work = Objects.requireNonNull(running.remove(name), name + " does not run");
        Failure failure = Failure.of(ErrorCode.SOURCE_RATE_LIMITED, "the source answered 429", null)
                .retryAfter(retryAfter);
        process(SchedulerMessage.of(new JobOutcome(
                name,
                JobOutcome.VERSION,
                Instant.ofEpochMilli(now),
                name,
                work.job().videoId(),
                work.attempt(),
                work.epoch(),
                failure,
                null,
                List.of(),
                work.visit())));
    }

    /** The running one hears from its source, and goes on. */
    void report(String name, boolean limited, @Nullable Long retryAfter) throws Exception {
        Work work = Objects.requireNonNull(running.get(name), name + " does not run");
        process(SchedulerMessage.of(new SourceReport(
                SourceReport.VERSION,
                Instant.ofEpochMilli(now),
                name,
                work.epoch(),
                Objects.requireNonNull(work.visit(), "it asks nobody"),
                limited,
                retryAfter)));
    }

    /** Time passes. */
    void pass(Duration time) throws Exception {
        now += time.toMillis();
        flink.setProcessingTime(now);
        drain();
    }

    /** Timers that are due at once come, until there are none. */
    void settle() throws Exception {
        int before;
        do {
            before = events.size();
            pass(Duration.ofMillis(2));
        } while (events.size() > before);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return flink.snapshot(1, now);
    }

    void restore() throws Exception {
        restore(snapshot());
    }

    void restore(OperatorSubtaskState checkpoint) throws Exception {
        flink.close();
        flink = harness();
        flink.initializeState(checkpoint);
        flink.open();
        flink.setProcessingTime(now);
        drain();
    }

    List<JobEventType> typesOf(String jobId) {
        return events.stream()
                .filter(event -> event.jobId().equals(jobId))
                .map(JobEvent::type)
                .toList();
    }

    int stateEntries() throws Exception {
        snapshot(); // what is in memory goes into the state
        return flink.numKeyedStateEntries();
    }

    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    private void send(Admission.Kind kind, Attempt attempt) throws Exception {
        process(SchedulerMessage.of(new Admission(kind, attempt)));
    }

    private void control(IntakeControl.Scope scope, @Nullable String target, boolean paused) throws Exception {
        process(SchedulerMessage.of(
                new IntakeControl(IntakeControl.VERSION, Instant.ofEpochMilli(now), scope, target, paused, "admin")));
    }

    private void process(SchedulerMessage message) throws Exception {
        flink.processElement(message, 0);
        drain();
    }

    private void drain() {
        for (Object next = flink.getOutput().poll();
                next != null;
                next = flink.getOutput().poll()) {
            Work work = (Work) ((StreamRecord<?>) next).getValue();
            admitted.add(work.job().jobId());
            assertThat(running.put(work.job().jobId(), work)).isNull();
            assertThat(running).hasSizeLessThanOrEqualTo(rooms);
            String owner = work.job().userId();
            assertThat(runningOf(owner)).isLessThanOrEqualTo(quotas.getOrDefault(owner, rooms));
            assertThat(running.values().stream().map(each -> each.job().videoId()))
                    .doesNotHaveDuplicates();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, SchedulerMessage, Work> harness() throws Exception {
        var made = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JobScheduler(workplace.provider(), rooms, AGEING)),
                message -> 1,
                Types.INT);
        if (backend != null) {
            made.setStateBackend(backend);
        }
        return made;
    }

    private final class Recorder implements EventPublisher {
        @Override
        public void publish(JobEvent event) {
            events.add(event);
        }

        @Override
        public void stop(WorkStop stop) {
            stops.add(stop);
        }

        @Override
        public void report(SourceReport report) {
            reports.add(report);
        }

        @Override
        public void command(JobCommand command) {
            throw new AssertionError("the scheduler asks for no job");
        }

        @Override
        public void control(JobControl control) {
            throw new AssertionError("the scheduler controls no job: " + control);
        }

        @Override
        public void flush() {
            // kept already
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
