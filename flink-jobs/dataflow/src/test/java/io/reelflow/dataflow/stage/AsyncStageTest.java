package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings({"try", "NullAway.Init"}) // harnesses declare any exception; each test opens its workplace
class AsyncStageTest {
    private static final SerializerConfig CONFIG = new SerializerConfigImpl();
    private static final Work ADMITTED = Work.admitted(Jobs.job("a"), 1, 7);

    @TempDir
    Path directory;

    private TestWorkplace workplace;

    @AfterEach
    void close() throws Exception {
        workplace.close();
    }

    @Test
    void aFailedElementPassesUntouchedAndUnheard() throws Exception {
        workplace = new TestWorkplace(directory);
        Work failed = ADMITTED.failedWith(Failure.of(ErrorCode.INTERNAL, "Before", Stage.DOWNLOADING));
        try (var flink = harness(new FetchStage())) {
            flink.open();
            flink.processElement(failed, 0);
            flink.endInput();
            assertThat(flink.extractOutputValues()).containsExactly(failed);
        }
        assertThat(workplace.events).isEmpty();
        assertThat(workplace.tasks.ran).isEmpty();
    }

    @Test
    void workGoesOnThroughARestartOfTheDataflowAndIsTakenUpAgain() throws Exception {
        workplace = new TestWorkplace(directory);
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        var flink = harness(new FetchStage());
        flink.open();
        flink.processElement(ADMITTED, 0);
        awaitRuns(1);
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();

        try (var restarted = harness(new FetchStage())) {
            restarted.initializeState(checkpoint);
            restarted.open();
            gate.countDown();
            restarted.endInput();
            assertThat(restarted.extractOutputValues()).singleElement().matches(work -> !work.failed());
        }
        assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        assertThat(workplace.workplace().running().size()).isZero();
        assertThat(workplace.events).extracting(JobEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void anAdmissionAfterARestoreTakesUpTheWorkOfTheOneBefore() throws Exception {
        workplace = new TestWorkplace(directory);
        CountDownLatch gate = new CountDownLatch(1);
        workplace.tasks.holdUp(TaskType.FETCH, gate);
        var flink = harness(new FetchStage());
        flink.open();
        flink.processElement(ADMITTED, 0);
        awaitRuns(1);
        flink.close();

        try (var restarted = harness(new FetchStage())) {
            restarted.open();
            restarted.processElement(ADMITTED.admittedAs(8), 0);
            gate.countDown();
            restarted.endInput();
            assertThat(restarted.extractOutputValues()).singleElement().matches(work -> work.epoch() == 8);
        }
        assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
    }

    @Test
    void workThatNobodyComesBackForIsEnded() throws Exception {
        workplace = new TestWorkplace(directory, Duration.ofMillis(1));
        workplace.tasks.holdUp(TaskType.FETCH, new CountDownLatch(1));
        var flink = harness(new FetchStage());
        flink.open();
        flink.processElement(ADMITTED, 0);
        awaitRuns(1);
        flink.close();

        Awaitility.await().until(() -> workplace.workplace().running().size() == 0);
        Awaitility.await().until(() -> workplace.scratchFolders() == 0);
        assertThat(workplace.typesOf(ADMITTED.job().jobId())).doesNotContain(JobEventType.STAGE_FAILED);
    }

    @Test
    void whatTakesTooLongFailsAsSuchAndLeavesNothing() throws Exception {
        workplace = new TestWorkplace(directory);
        workplace.tasks.holdUp(TaskType.FETCH, new CountDownLatch(1));
        try (var flink = harness(new Hasty())) {
            flink.open();
            flink.processElement(ADMITTED, 0);
            flink.endInput();
            Work out = flink.extractOutputValues().get(0);
            assertThat(Objects.requireNonNull(out.failure()).code()).isEqualTo(ErrorCode.STAGE_TIMEOUT);
        }
        assertThat(workplace.typesOf(ADMITTED.job().jobId()))
                .containsExactly(JobEventType.STAGE_STARTED, JobEventType.STAGE_FAILED);
        Awaitility.await().until(() -> workplace.scratchFolders() == 0);
    }

    @Test
    void aStorageThatIsAwayHoldsTheJob() throws Exception {
        workplace = new TestWorkplace(directory);
        Files.writeString(directory.resolve("storage"), "a file where the folder should be");
        try (var flink = harness(new FetchStage())) {
            flink.open();
            flink.processElement(ADMITTED, 0);
            flink.endInput();
            Work out = flink.extractOutputValues().get(0);
            assertThat(Objects.requireNonNull(out.failure()).code().isHeld()).isTrue();
        }
    }

    private void awaitRuns(int count) {
        Awaitility.await().until(() -> workplace.tasks.ran.size() == count);
    }

    private OneInputStreamOperatorTestHarness<Work, Work> harness(MediaStage<Work> stage) throws Exception {
        return harness(workplace, stage);
    }

    static OneInputStreamOperatorTestHarness<Work, Work> harness(TestWorkplace workplace, MediaStage<Work> stage)
            throws Exception {
        var factory = new AsyncWaitOperatorFactory<>(
                new AsyncStage<>(stage.getClass().getSimpleName(), stage, workplace.provider()),
                0,
                10,
                AsyncDataStream.OutputMode.UNORDERED);
        var type = TypeInformation.of(Work.class);
        var harness = new OneInputStreamOperatorTestHarness<>(factory, type.createSerializer(CONFIG));
        harness.setup(type.createSerializer(CONFIG));
        return harness;
    }

    /** A stage that waits for a fetch and has no time. */
    private static final class Hasty extends WorkStage {
        private static final long serialVersionUID = 1L;
        private final FetchStage fetch = new FetchStage();

        @Override
        public List<Stage> stages() {
            return fetch.stages();
        }

        @Override
        public WorkLine line() {
            return fetch.line();
        }

        @Override
        public Duration deadline(Work work) {
            return Duration.ofMillis(100);
        }

        @Override
        public Work run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
            return fetch.run(work, context);
        }

        @Override
        public Work dryRun(Work work) {
            return work;
        }
    }
}
