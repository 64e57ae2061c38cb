package io.reelflow.dataflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSchedulerTest {
    private static final int ROOMS = 2;

    @TempDir
    Path directory;

    private TestWorkplace workplace;
    private KeyedTwoInputStreamOperatorTestHarness<Integer, Admission, JobOutcome, Work> flink;
    /** Admissions before the last restore. */
    private final List<Work> before = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
        flink = harness();
        flink.open();
        flink.setProcessingTime(1_000_000);
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    @Test
    void asManyJobsAreLetInAsThereAreRooms() throws Exception {
        List.of("a", "b", "c", "d").forEach(this::arrive);
        assertThat(admitted()).containsExactly("a", "b");

        leave("b");
        assertThat(admitted()).containsExactly("a", "b", "c");
        assertThat(workplace.typesOf(Jobs.id("c"))).containsExactly(JobEventType.STARTED);
    }

    @Test
    void anUrgentJobGoesBeforeThoseThatWait() throws Exception {
        List.of("a", "b", "c", "d").forEach(this::arrive);
        arrive(Jobs.job("urgent", JobType.FULL_PROCESSING, 1));
        arrive(Jobs.job("slow", JobType.FULL_PROCESSING, 9));
        leave("a");
        leave("b");
        assertThat(admitted()).containsExactly("a", "b", "urgent", "c");
    }

    @Test
    void jobsOfOneVideoGoOneAtATimeAndHoldUpNobodyElse() throws Exception {
        arrive(Jobs.job("a1", "same", JobType.SLIDES, 5));
        arrive(Jobs.job("a2", "same", JobType.SHORTS, 5));
        arrive(Jobs.job("a3", "same", JobType.METADATA, 5));
        arrive("other");
        arrive("last");
        assertThat(admitted()).containsExactly("a1", "other");

        leave("a1");
        assertThat(admitted()).containsExactly("a1", "other", "a2");
        leave("other");
        assertThat(admitted()).containsExactly("a1", "other", "a2", "last");
        leave("a2");
        assertThat(admitted()).containsExactly("a1", "other", "a2", "last", "a3");
    }

    @Test
    void onlyTheOutcomeOfItsAdmissionFreesARoom() throws Exception {
        List.of("a", "b", "c", "d").forEach(this::arrive);
        long epoch = works().get(0).epoch();
        flink.processElement2(Jobs.success(Jobs.job("a"), 1, epoch - 1), 0);
        flink.processElement2(Jobs.success(Jobs.job("unknown"), 1, epoch), 0);
        assertThat(admitted()).containsExactly("a", "b");

        flink.processElement2(Jobs.success(Jobs.job("a"), 1, epoch), 0);
        flink.processElement2(Jobs.success(Jobs.job("a"), 1, epoch), 0);
        assertThat(admitted()).containsExactly("a", "b", "c");
    }

    @Test
    void noRoomLeaksWhateverIsRestoredAndRepeated() throws Exception {
        Random random = new Random(7);
        Map<String, Job> jobs = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String name = "job-" + i;
            Job job = Jobs.job(name, "video-" + i % 20, JobType.SLIDES, 1 + i % 9);
            jobs.put(job.jobId(), job);
            arrive(job);
        }
        Set<String> done = new HashSet<>();
        for (int step = 0; done.size() < jobs.size(); step++) {
            if (step % 10 == 9) {
                restore();
            }
            List<Work> running = works().stream()
                    .filter(work -> !done.contains(work.job().jobId()))
                    .toList();
            assertThat(running).hasSizeBetween(1, ROOMS);
            assertThat(running.stream().map(work -> work.job().videoId())).doesNotHaveDuplicates();
            Work ends = running.get(random.nextInt(running.size()));
            done.add(ends.job().jobId());
            flink.processElement2(Jobs.success(ends.job(), 1, ends.epoch()), 0);
            Work repeated = works().get(random.nextInt(works().size()));
            if (done.contains(repeated.job().jobId())) {
                flink.processElement2(Jobs.success(repeated.job(), 1, repeated.epoch()), 0);
            }
        }
        assertThat(works().stream().map(work -> work.job().jobId()))
                .doesNotHaveDuplicates()
                .hasSize(jobs.size());
        // The number of the last admission is all that stays.
        assertThat(flink.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void anAdmissionAfterARestoreHasANumberThatNoneHadBefore() throws Exception {
        OperatorSubtaskState empty = flink.snapshot(1, 1);
        arrive("a");
        long first = works().get(0).epoch();
        flink.close();
        flink = harness();
        flink.initializeState(empty);
        flink.open();
        flink.setProcessingTime(1_000_001);
        arrive("a");
        assertThat(works().get(0).epoch()).isGreaterThan(first);
    }

    private void restore() throws Exception {
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        before.addAll(flink.extractOutputValues());
        flink.close();
        flink = harness();
        flink.initializeState(checkpoint);
        flink.open();
        flink.setProcessingTime(1_000_000);
    }

    private KeyedTwoInputStreamOperatorTestHarness<Integer, Admission, JobOutcome, Work> harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new JobScheduler(workplace.provider(), ROOMS)),
                attempt -> 1,
                outcome -> 1,
                Types.INT);
    }

    private void arrive(String name) {
        arrive(Jobs.job(name));
    }

    private void arrive(Job job) {
        try {
            flink.processElement1(new Admission(Admission.Kind.ENTER, new Attempt(job, 1, 0)), 0);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void leave(String name) throws Exception {
        Work work = works().stream()
                .filter(each -> each.job().jobId().equals(Jobs.id(name)))
                .findFirst()
                .orElseThrow();
        flink.processElement2(Jobs.success(work.job(), 1, work.epoch()), 0);
    }

    private List<Work> works() {
        List<Work> all = new ArrayList<>(before);
        all.addAll(flink.extractOutputValues());
        return all;
    }

    private List<String> admitted() {
        Map<String, String> names = new HashMap<>();
        List.of("a", "b", "c", "d", "urgent", "slow", "a1", "a2", "a3", "other", "last")
                .forEach(name -> names.put(Jobs.id(name), name));
        return works().stream().map(work -> names.get(work.job().jobId())).toList();
    }
}
