package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.IntakeControl.Scope;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseTest {
    @TempDir
    Path directory;

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
    void whileEverythingIsPausedNobodyIsLetInAndWhoComesIsHeld() throws Exception {
        enter("a", "b");
        run.pause(Scope.ALL, null);
        enter("c");
        run.end("a");
        run.restore();
        enter("d");
        assertThat(run.admitted).containsExactly("a");
        assertThat(run.typesOf("c")).containsExactly(JobEventType.HELD);

        run.resume(Scope.ALL, null);
        assertThat(run.admitted).containsExactly("a", "b");
        run.settle();
        assertThat(run.typesOf("c")).containsExactly(JobEventType.HELD, JobEventType.QUEUED);
        endAll();
        assertThat(run.admitted).containsExactly("a", "b", "c", "d");
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aPausedOwnerIsSkippedAndComesBack() throws Exception {
        run.enter(job("first", "other", 5));
        run.enter(job("mine", "me", 1));
        run.enter(job("theirs", "other", 5));
        run.pause(Scope.OWNER, "me");
        run.enter(job("mine-too", "me", 1));
        run.end("first");
        run.end("theirs");
        assertThat(run.admitted).containsExactly("first", "theirs");
        assertThat(run.typesOf("mine")).isEmpty();
        assertThat(run.typesOf("mine-too")).containsExactly(JobEventType.HELD);

        run.restore();
        run.resume(Scope.OWNER, "me");
        assertThat(run.admitted).containsExactly("first", "theirs", "mine");
        run.settle();
        endAll();
        assertThat(run.admitted).containsExactly("first", "theirs", "mine", "mine-too");
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void jobsOfAPausedChannelAreSetAsideWhenItIsTheirTurn() throws Exception {
        enter("first");
        run.enter(ofChannel("x1", "x"));
        run.enter(ofChannel("x2", "x"));
        run.enter(ofChannel("y1", "y"));
        run.pause(Scope.CHANNEL, "x");
        assertThat(run.typesOf("x1")).isEmpty();
        run.end("first");
        assertThat(run.admitted).containsExactly("first", "y1");
        assertThat(run.typesOf("x1")).containsExactly(JobEventType.HELD);

        run.resume(Scope.CHANNEL, "x");
        run.settle();
        endAll();
        assertThat(run.admitted).containsExactly("first", "y1", "x1", "x2");
        assertThat(run.typesOf("x1")).containsExactly(JobEventType.HELD, JobEventType.QUEUED, JobEventType.STARTED);
        assertThat(run.events).map(JobEvent::eventId).doesNotHaveDuplicates();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aLargeChannelIsSetAsideAndComesBackInSteps() throws Exception {
        int all = 3 * Desk.MOVES_AT_ONCE;
        enter("first");
        for (int i = 0; i < all; i++) {
            run.enter(ofChannel("x" + i, "x"));
        }
        run.pause(Scope.CHANNEL, "x");
        run.end("first");
        assertThat(count(JobEventType.HELD)).isEqualTo(Desk.MOVES_AT_ONCE);
        run.enter(job("urgent", "tester", 1));
        assertThat(run.admitted).containsExactly("first", "urgent");
        run.end("urgent");
        run.settle();
        assertThat(count(JobEventType.HELD)).isEqualTo(all);

        run.resume(Scope.CHANNEL, "x");
        assertThat(count(JobEventType.QUEUED)).isZero();
        run.pass(Duration.ofMillis(1));
        assertThat(count(JobEventType.QUEUED)).isEqualTo(Desk.MOVES_AT_ONCE);
        run.restore();
        run.pause(Scope.CHANNEL, "x");
        run.settle();
        long back = count(JobEventType.QUEUED);
        assertThat(back).isEqualTo(Desk.MOVES_AT_ONCE);
        run.resume(Scope.CHANNEL, "x");
        run.settle();
        endAll();
        assertThat(run.admitted).hasSize(all + 2).doesNotHaveDuplicates();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void whoIsPausedTwiceComesBackAfterBothPauses() throws Exception {
        run.pause(Scope.ALL, null);
        run.pause(Scope.OWNER, "me");
        run.pause(Scope.CHANNEL, "x");
        run.enter(job("a", "video", "me", 5, "x"));
        run.resume(Scope.ALL, null);
        run.settle();
        run.resume(Scope.OWNER, "me");
        run.settle();
        assertThat(run.admitted).isEmpty();
        assertThat(run.typesOf("a")).containsExactly(JobEventType.HELD);
        run.resume(Scope.CHANNEL, "x");
        run.settle();
        assertThat(run.admitted).containsExactly("a");
        assertThat(run.typesOf("a")).containsExactly(JobEventType.HELD, JobEventType.QUEUED, JobEventType.STARTED);
    }

    @Test
    void aPausedOwnerDoesNotHoldUpOthersThatWantItsVideo() throws Exception {
        run.close();
        run = new SchedulerRun(directory, 2);
        run.enter(job("first", "same", "other", 5, null));
        run.enter(job("mine", "same", "me", 4, null));
        run.enter(job("theirs", "same", "other", 9, null));
        run.enter(job("long", "other", 1));
        run.enter(job("longer", "other", 1));
        run.end("first");
        assertThat(run.admitted).containsExactly("first", "long", "longer");
        run.pause(Scope.OWNER, "me");
        run.end("long");
        assertThat(run.admitted).containsExactly("first", "long", "longer", "theirs");
        run.resume(Scope.OWNER, "me");
        run.settle();
        endAll();
        assertThat(run.admitted).endsWith("mine");
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aJobIsPausedAloneAndComesBackWhenItIsResumed() throws Exception {
        Job first = job("first", "same", "me", 5, null);
        Job second = job("second", "same", "me", 5, null);
        Job third = job("third", "same", "me", 5, null);
        run.enter(first);
        run.enter(second);
        run.enter(third);
        run.pause(first, 1);
        run.pause(second, 1);
        run.pause(second, 1);
        run.restore();
        assertThat(run.typesOf("first")).containsExactly(JobEventType.STARTED);
        assertThat(run.typesOf("second")).containsExactly(JobEventType.HELD);
        run.end("first");
        assertThat(run.admitted).containsExactly("first", "third");
        run.end("third");
        assertThat(run.admitted).hasSize(2);

        run.pause(Scope.OWNER, "me");
        run.resume(second, 1);
        run.resume(second, 1);
        assertThat(run.admitted).hasSize(2);
        run.resume(Scope.OWNER, "me");
        run.settle();
        endAll();
        assertThat(run.admitted).containsExactly("first", "third", "second");
        assertThat(run.typesOf("second")).containsExactly(JobEventType.HELD, JobEventType.QUEUED, JobEventType.STARTED);
        assertThat(run.events).map(JobEvent::eventId).doesNotHaveDuplicates();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aPausedJobLeavesWhenItIsCancelled() throws Exception {
        run.enter(job("runs", "me", 5));
        Job paused = job("paused", "me", 5);
        run.enter(paused);
        run.pause(paused, 1);
        run.leave(paused, 1);
        run.resume(paused, 1);
        endAll();
        assertThat(run.admitted).containsExactly("runs");
        assertThat(run.stateEntries()).isZero();
    }

    private void enter(String... names) throws Exception {
        for (String name : names) {
            run.enter(job(name, "tester", 5));
        }
    }

    private static Job ofChannel(String name, String channel) {
        return job(name, "video-" + name, "tester", 5, channel);
    }

    private long count(JobEventType type) {
        return run.events.stream().filter(event -> event.type() == type).count();
    }

    private void endAll() throws Exception {
        while (!run.running.isEmpty()) {
            run.end(run.running.keySet().iterator().next());
            run.pass(Duration.ofMillis(1));
        }
    }
}
