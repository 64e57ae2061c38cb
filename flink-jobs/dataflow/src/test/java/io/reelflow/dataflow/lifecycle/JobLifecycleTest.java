package io.reelflow.dataflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobLifecycleTest {
    private static final Job JOB = Jobs.job("a");

    @TempDir
    Path directory;

    private TestWorkplace workplace;
    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> flink;
    private long now = 1_000_000;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
        flink = harness();
        flink.open();
        at(Duration.ZERO);
    }

    @AfterEach
    void close() throws Exception {
        flink.close();
        workplace.close();
    }

    @Test
    void aCommandIsQueuedOnceHoweverOftenItComes() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);

        assertThat(attempts()).containsExactly(new Attempt(JOB, 1, 0));
        assertThat(events()).containsExactly(JobEventType.QUEUED);
        assertThat(workplace.events.get(0).job()).isEqualTo(JOB);
    }

    @Test
    void aJobEndsOnceAndIsForgottenAMonthLater() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 7)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 7)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 8, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.COMPLETED);
        assertThat(flink.numKeyedStateEntries()).isEqualTo(1);

        at(LifecycleRules.MEMORY_OF_ENDED.plusSeconds(1));
        assertThat(flink.numKeyedStateEntries()).isZero();
        assertThat(flink.numProcessingTimeTimers()).isZero();
    }

    @Test
    void aFaultIsTriedAgainAfter4And16And64SecondsAndThenFails() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        List<Integer> waits = List.of(4, 16, 64);
        for (int attempt = 1; attempt <= 3; attempt++) {
            flink.processElement(JobMessage.of(Jobs.failure(JOB, attempt, attempt, ErrorCode.STAGE_TIMEOUT)), 0);
            at(Duration.ofSeconds(waits.get(attempt - 1)).minusMillis(1));
            assertThat(attempts()).hasSize(attempt);
            at(Duration.ofMillis(1));
            assertThat(attempts()).hasSize(attempt + 1).last().isEqualTo(new Attempt(JOB, attempt + 1, 0));
        }
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 4, 9, ErrorCode.STAGE_TIMEOUT)), 0);

        assertThat(events())
                .containsExactly(
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.RETRY_SCHEDULED,
                        JobEventType.QUEUED,
                        JobEventType.FAILED);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anOutcomeThatWasHeardOrIsOfAnOlderAttemptSaysNothing() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 3, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 3, ErrorCode.INTERNAL)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 4)), 0);
        at(Duration.ofSeconds(4));
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 5)), 0);

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.RETRY_SCHEDULED, JobEventType.QUEUED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"SOURCE_RATE_LIMITED", "SOURCE_NOT_READY", "STORAGE_UNAVAILABLE"})
    void aHeldJobWaitsLongerAndLongerUsesNoAttemptAndFailsAfterADay(ErrorCode code) throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        long epoch = 1;
        Duration waited = Duration.ZERO;
        while (events().get(events().size() - 1) != JobEventType.FAILED) {
            flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, epoch, code)), 0);
            flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, epoch++, code)), 0);
            at(Duration.ofMinutes(30));
            waited = waited.plusMinutes(30);
        }
        assertThat(waited).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(attempts()).allMatch(attempt -> attempt.number() == 1);
        assertThat(events()).doesNotContain(JobEventType.RETRY_SCHEDULED).containsOnlyOnce(JobEventType.FAILED);
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void aSuccessThatComesWhileHeldCounts() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 1, ErrorCode.STORAGE_UNAVAILABLE)), 0);
        flink.processElement(JobMessage.of(Jobs.success(JOB, 1, 2)), 0);
        at(Duration.ofHours(1));

        assertThat(events()).containsExactly(JobEventType.QUEUED, JobEventType.HELD, JobEventType.COMPLETED);
        assertThat(attempts()).hasSize(1);
    }

    @Test
    void aRetrySurvivesARestore() throws Exception {
        flink.processElement(JobMessage.of(Jobs.command(JOB)), 0);
        flink.processElement(JobMessage.of(Jobs.failure(JOB, 1, 1, ErrorCode.INTERNAL)), 0);
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();

        flink = harness();
        flink.initializeState(checkpoint);
        flink.open();
        at(Duration.ofSeconds(4));
        assertThat(attempts()).containsExactly(new Attempt(JOB, 2, 0));
        flink.processElement(JobMessage.of(Jobs.success(JOB, 2, 2)), 0);
        at(LifecycleRules.MEMORY_OF_ENDED.plusSeconds(1));
        assertThat(flink.numKeyedStateEntries()).isZero();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, JobMessage, Admission> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new JobLifecycle(workplace.provider(), RetryPolicy.DEFAULT)),
                JobMessage::jobId,
                Types.STRING);
    }

    private void at(Duration later) throws Exception {
        now += later.toMillis();
        flink.setProcessingTime(now);
    }

    private List<Attempt> attempts() {
        return flink.extractOutputValues().stream().map(Admission::attempt).toList();
    }

    private List<JobEventType> events() {
        return workplace.typesOf(JOB.jobId());
    }
}
