package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Work;
import io.reelflow.schemas.job.JobEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSchedulerTest {
    @TempDir
    Path directory;

    private SchedulerRun run;

    @BeforeEach
    void open() throws Exception {
        run = new SchedulerRun(directory, 2);
    }

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void asManyJobsAreLetInAsThereAreRooms() throws Exception {
        enter("a", "b", "c", "d");
        assertThat(run.admitted).containsExactly("a", "b");

        run.end("b");
        assertThat(run.admitted).containsExactly("a", "b", "c");
        assertThat(run.typesOf("c")).containsExactly(JobEventType.STARTED);
    }

    @Test
    void anUrgentJobGoesBeforeThoseThatWait() throws Exception {
        enter("a", "b", "c", "d");
        run.enter(job("urgent", "tester", 1));
        run.enter(job("slow", "tester", 9));
        run.end("a");
        run.end("b");
        assertThat(run.admitted).containsExactly("a", "b", "urgent", "c");
    }

    @Test
    void ownersAreServedInTurn() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            run.enter(job("big-" + i, "big", 5));
        }
        for (int i = 0; i < 10; i++) {
            for (int owner = 0; owner < 9; owner++) {
                run.enter(job("small-" + owner + "-" + i, "small-" + owner, 5));
            }
        }
        while (run.admitted.size() < 110) {
            run.end(run.running.keySet().iterator().next());
        }
        List<String> first = run.admitted.subList(2, 102);
        for (int owner = 0; owner < 9; owner++) {
            String prefix = "small-" + owner + "-";
            assertThat(first).filteredOn(name -> name.startsWith(prefix)).hasSize(10);
        }
        assertThat(first.subList(0, 10))
                .map(name -> name.substring(0, name.lastIndexOf('-')))
                .doesNotHaveDuplicates();
        assertThat(run.admitted)
                .filteredOn(name -> name.startsWith("big-"))
                .isSortedAccordingTo((one, other) -> Integer.compare(numberOf(one), numberOf(other)));
    }

    @Test
    void theLastPriorityIsLetInOnceNineOthersWentBeforeItInAsManyMinutes() throws Exception {
        run.enter(job("a", "tester", 1));
        run.enter(job("b", "tester", 1));
        run.enter(job("slow-1", "tester", 9));
        run.enter(job("slow-2", "tester", 9));
        for (int minute = 0; minute < 9; minute++) {
            String urgent = "urgent-" + minute;
            run.enter(job(urgent, "tester", 1));
            run.enter(job("also-" + urgent, "tester", 1));
            run.end(run.running.keySet().iterator().next());
            assertThat(run.admitted).last().asString().contains("urgent");
            run.pass(SchedulerRun.AGEING);
            run.restore();
        }
        run.end(run.running.keySet().iterator().next());
        assertThat(run.admitted).endsWith("slow-1");
        run.end("slow-1");
        assertThat(run.admitted).last().asString().contains("urgent");
    }

    @Test
    void whereRoomsAreBusyForHoursAnUrgentJobIsTheNextAllTheSame() throws Exception {
        enter("a", "b", "c", "d");
        run.pass(Duration.ofHours(3));
        run.enter(job("urgent", "tester", 1));
        run.end("a");
        assertThat(run.admitted).endsWith("urgent");
    }

    @Test
    void jobsOfOneVideoGoOneAtATimeAndHoldUpNobodyElse() throws Exception {
        run.enter(job("a1", "same", "tester", 5, null));
        run.enter(job("a2", "same", "tester", 5, null));
        run.enter(job("a3", "same", "tester", 5, null));
        enter("other", "last");
        assertThat(run.admitted).containsExactly("a1", "other");

        run.end("a1");
        assertThat(run.admitted).containsExactly("a1", "other", "a2");
        run.end("other");
        assertThat(run.admitted).containsExactly("a1", "other", "a2", "last");
        run.end("a2");
        assertThat(run.admitted).containsExactly("a1", "other", "a2", "last", "a3");
    }

    @Test
    void ofThoseThatWaitForAVideoTheMostUrgentIsNext() throws Exception {
        run.enter(job("first", "same", "tester", 5, null));
        run.enter(job("slow", "same", "tester", 9, null));
        run.enter(job("urgent", "same", "another", 1, null));
        run.end("first");
        assertThat(run.admitted).containsExactly("first", "urgent");
    }

    @Test
    void onlyTheOutcomeOfItsAdmissionFreesARoom() throws Exception {
        enter("a", "b", "c", "d");
        Work a = Objects.requireNonNull(run.running.get("a"));
        run.outcome(a.job(), 1, a.epoch() - 1);
        run.outcome(job("unknown", "tester", 5), 1, a.epoch());
        assertThat(run.admitted).containsExactly("a", "b");

        run.end("a");
        run.outcome(a.job(), 1, a.epoch());
        assertThat(run.admitted).containsExactly("a", "b", "c");
    }

    @Test
    void anAttemptThatComesTwiceIsOneAndALaterOneTakesItsPlace() throws Exception {
        enter("a", "b");
        var c = job("c", "tester", 5);
        run.enter(c, 1, 0);
        run.enter(c, 1, 0);
        run.enter(c, 2, 0);
        run.enter(c, 1, 1);
        run.enter(job("a", "tester", 5), 1, 0);
        run.end("a");
        run.end("b");
        assertThat(run.admitted).containsExactly("a", "b", "c");
        assertThat(Objects.requireNonNull(run.running.get("c")).attempt()).isEqualTo(2);

        run.end("c");
        assertThat(run.running).isEmpty();
        assertThat(run.stateEntries()).isZero();
    }

    @Test
    void aHeldAttemptMayComeAgainBeforeItsOutcomeDoes() throws Exception {
        var a = job("a", "tester", 5);
        run.enter(a, 1, 0);
        run.enter(a, 1, 1);
        assertThat(run.admitted).containsExactly("a");
        run.end("a");
        assertThat(run.admitted).containsExactly("a", "a");
    }

    @Test
    void anAdmissionAfterARestoreHasANumberThatNoneHadBefore() throws Exception {
        OperatorSubtaskState empty = run.snapshot();
        enter("a");
        long first = Objects.requireNonNull(run.running.remove("a")).epoch();
        run.restore(empty);
        run.pass(Duration.ofMillis(1));
        enter("a");
        assertThat(Objects.requireNonNull(run.running.get("a")).epoch()).isGreaterThan(first);
    }

    private void enter(String... names) throws Exception {
        for (String name : names) {
            run.enter(job(name, "tester", 5));
        }
    }

    private static int numberOf(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }
}
