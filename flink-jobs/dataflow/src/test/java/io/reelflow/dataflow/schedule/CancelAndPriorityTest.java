package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Work;
import io.reelflow.schemas.job.IntakeControl.Scope;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.WorkStop;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves and moves. */
class CancelAndPriorityTest {
    @TempDir
    Path directory;

    private final Job a = job("a", "tester", 5);
    private final Job b = job("b", "tester", 5);
    private final Job c = job("c", "tester", 5);
    private final Job d = job("d", "tester", 5);
    private SchedulerRun run;

    @BeforeEach
    void open() throws Exception {
        run = new SchedulerRun(directory, 1);
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void aWaitingJobLeavesItsLine() throws Exception {
        enter(a, b, c, d);
        run.leave(c, 1);
        run.leave(c, 1);
        run.leave(job("unknown", "tester", 5), 1);
        endAll();
        assertThat(run.admitted).containsExactly("a", "b", "d");
        assertThat(run.stops).isEmpty();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void whereAllInALineLeaveTheNextIsFirst() throws Exception {
        enter(a, b, c);
        run.leave(b, 1);
        run.leave(c, 1);
        enter(d);
        endAll();
        assertThat(run.admitted).containsExactly("a", "d");
    }

    @Test
    void aRunningJobIsToldToEndAndKeepsItsRoomUntilItHas() throws Exception {
        enter(a, b);
        Work work = Objects.requireNonNull(run.running.get("a"));
        run.leave(a, 1);
        run.leave(a, 1);
        assertThat(run.stops).map(WorkStop::jobId).containsExactly("a");
        assertThat(run.stops).map(WorkStop::epoch).containsExactly(work.epoch());
        assertThat(run.admitted).containsExactly("a");

        run.end("a");
        assertThat(run.admitted).containsExactly("a", "b");
    }

    @Test
    void whatDoesNotEndIsToldAgainAcrossARestoreUntilItHas() throws Exception {
        enter(a);
        run.leave(a, 1);
        run.pass(JobScheduler.REMINDER);
        assertThat(run.stops).hasSize(2);
        run.restore();
        run.pass(JobScheduler.REMINDER);
        assertThat(run.stops).hasSize(3);

        run.end("a");
        run.pass(JobScheduler.REMINDER);
        run.pass(JobScheduler.REMINDER);
        assertThat(run.stops)
                .hasSize(3)
                .map(WorkStop::epoch)
                .containsOnly(run.stops.get(0).epoch());
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aRetryByHandWaitsForTheEndOfWhatWasCancelled() throws Exception {
        run.close();
        run = new SchedulerRun(directory, 3);
        enter(a);
        run.leave(a, 1);
        run.enter(a.withPriority(1), 2, 0);
        assertThat(run.admitted).containsExactly("a");
        run.leave(a, 1);
        run.end("a");
        assertThat(run.admitted).containsExactly("a", "a");
        assertThat(Objects.requireNonNull(run.running.get("a")).attempt()).isEqualTo(2);
        run.leave(a, 1);
        assertThat(run.stops).hasSize(1);
        run.leave(a, 2);
        assertThat(run.stops).hasSize(2);
    }

    @Test
    void aJobThatWaitsForItsVideoLeavesAndMovesToo() throws Exception {
        Job one = job("one", "same", "tester", 5, null);
        Job two = job("two", "same", "tester", 5, null);
        Job three = job("three", "same", "tester", 5, null);
        Job four = job("four", "same", "tester", 5, null);
        run.close();
        run = new SchedulerRun(directory, 2);
        enter(one, two, three, four);
        run.leave(two, 1);
        run.move(four, 1, 2);
        run.end("one");
        assertThat(run.admitted).containsExactly("one", "four");
        run.end("four");
        assertThat(run.admitted).containsExactly("one", "four", "three");
    }

    @Test
    void whereTheNextOfAVideoLeavesTheOneBehindItIsNext() throws Exception {
        Job one = job("one", "same", "tester", 1, null);
        Job two = job("two", "same", "tester", 9, null);
        Job three = job("three", "same", "tester", 9, null);
        run.close();
        run = new SchedulerRun(directory, 2);
        enter(one, two, three);
        Job urgent = job("urgent", "tester", 1);
        enter(urgent, job("urgent-2", "tester", 1));
        run.end("one");
        assertThat(run.admitted).containsExactly("one", "urgent", "urgent-2");
        run.leave(two, 1);
        run.end("urgent");
        assertThat(run.admitted).containsExactly("one", "urgent", "urgent-2", "three");
    }

    @Test
    void aWaitingJobMovesAndSaysSoWithAnIdOfItsOwnEachTime() throws Exception {
        enter(a, b, c, d);
        run.move(d, 1, 1);
        run.move(b, 1, 9);
        run.move(b, 1, 8);
        run.move(b, 1, 8);
        run.move(a, 1, 1);
        run.move(c, 2, 1);
        endAll();
        assertThat(run.admitted).containsExactly("a", "d", "c", "b");
        assertThat(run.events)
                .filteredOn(event -> event.type() == JobEventType.REPRIORITIZED)
                .hasSize(3)
                .map(event -> Objects.requireNonNull(event.job()).priority())
                .containsExactly(1, 9, 8);
        assertThat(run.events).map(JobEvent::eventId).doesNotHaveDuplicates();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aPausedJobLeavesAndMovesToo() throws Exception {
        run.pause(Scope.OWNER, "tester");
        enter(a, b, c);
        run.leave(a, 1);
        run.move(c, 1, 1);
        assertThat(run.admitted).isEmpty();
        run.resume(Scope.OWNER, "tester");
        run.settle();
        endAll();
        assertThat(run.admitted).containsExactlyInAnyOrder("b", "c");
        assertThat(run.typesOf("c"))
                .containsExactly(
                        JobEventType.HELD, JobEventType.REPRIORITIZED, JobEventType.QUEUED, JobEventType.STARTED);
        assertThat(run.stateEntries()).isZero();
    }

    private void enter(Job... jobs) throws Exception {
        for (Job job : jobs) {
            run.enter(job);
        }
    }

    private void endAll() throws Exception {
        while (!run.running.isEmpty()) {
            run.end(run.running.keySet().iterator().next());
        }
    }
}
