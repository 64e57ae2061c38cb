package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.TaskType;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is transcribed again when the dataflow restarts while a talk is heard. */
@SuppressWarnings({"try", "NullAway.Init"}) // harnesses declare any exception; each test opens its workplace
class SpanRestartTest {
    @TempDir
    Path directory;

    private final CountDownLatch gate = new CountDownLatch(1);
    private TestWorkplace workplace;
    private List<Work> spans;

    @BeforeEach
    void openAndListen() throws Exception {
        workplace = new TestWorkplace(directory);
        Work fetched = through(new FetchStage(), Work.admitted(Jobs.job("talk"), 1, 7));
        Work heard = through(new ListenStage(), fetched);
        spans = IntStream.range(0, heard.parts()).mapToObj(heard::asPart).toList();
        assertThat(spans).hasSize(SmallTasks.SPANS);
    }

    @AfterEach
    void close() throws Exception {
        workplace.close();
    }

    @Test
    void aProcessThatLivesTranscribesNoSpanTwice() throws Exception {
        OneInputStreamOperatorTestHarness<Work, Work> flink = transcribing();
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();

        try (var restarted = restored(workplace, checkpoint)) {
            assertThat(restarted.extractOutputValues()).hasSize(spans.size()).noneMatch(Work::failed);
        }
        assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isEqualTo(spans.size());
    }

    @Test
    void aProcessThatTakesOverTranscribesWhatWasNotDone() throws Exception {
        try (var dead = transcribing();
                TestWorkplace other = new TestWorkplace(directory);
                var restarted = restored(other, dead.snapshot(1, 1))) {
            assertThat(restarted.extractOutputValues())
                    .hasSize(spans.size())
                    .allMatch(span -> span.documents().size() == 1);
            assertThat(other.tasks.ran).hasSize(spans.size() - 1).allMatch(run -> run.startsWith("transcribe "));
            assertThat(other.events)
                    .filteredOn(event -> event.type() == JobEventType.STAGE_COMPLETED)
                    .filteredOn(
                            event -> Objects.requireNonNull(event.stageRun()).reused())
                    .extracting(JobEvent::part)
                    .containsExactly(0);
        }
    }

    /** The first span is done, and that is not in a checkpoint yet; the others are under way, or wait in line. */
    private OneInputStreamOperatorTestHarness<Work, Work> transcribing() throws Exception {
        var flink = AsyncStageTest.harness(workplace, new TranscribeStage());
        flink.open();
        flink.processElement(spans.get(0), 0);
        Awaitility.await()
                .until(() -> workplace.events.stream()
                        .anyMatch(event ->
                                event.type() == JobEventType.STAGE_COMPLETED && event.stage() == Stage.TRANSCRIBING));
        workplace.tasks.holdUp(TaskType.TRANSCRIBE, gate);
        for (Work span : spans.subList(1, spans.size())) {
            flink.processElement(span, 0);
        }
        Awaitility.await().until(() -> workplace.tasks.runsOf(TaskType.TRANSCRIBE) == spans.size());
        return flink;
    }

    private OneInputStreamOperatorTestHarness<Work, Work> restored(TestWorkplace where, OperatorSubtaskState checkpoint)
            throws Exception {
        var flink = AsyncStageTest.harness(where, new TranscribeStage());
        flink.initializeState(checkpoint);
        flink.open();
        if (where == workplace) {
            gate.countDown();
        }
        flink.endInput();
        return flink;
    }

    private Work through(MediaStage<Work> stage, Work work) throws Exception {
        try (var flink = AsyncStageTest.harness(workplace, stage)) {
            flink.open();
            flink.processElement(work, 0);
            flink.endInput();
            return flink.extractOutputValues().get(0);
        }
    }
}
