package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // harnesses declare any exception
class JoinsTest {
    private static final Work WHOLE = Work.admitted(Jobs.job("a"), 1, 7);

    @Test
    void partsBecomeOneJobInTheirOrderThroughARestore() throws Exception {
        List<Work> parts = cut(WHOLE.inParts(3));
        var flink = partJoin();
        flink.open();
        flink.processElement(parts.get(2).made("two"), 0);
        flink.processElement(parts.get(0).made("zero"), 0);
        assertThat(flink.extractOutputValues()).isEmpty();
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();

        flink = partJoin();
        flink.initializeState(checkpoint);
        flink.open();
        flink.processElement(parts.get(1).made("one"), 0);

        Work joined = flink.extractOutputValues().get(0);
        assertThat(joined.documents()).containsExactly("zero", "one", "two");
        assertThat(joined.parts()).isEqualTo(1);
        assertThat(flink.numKeyedStateEntries()).isZero();
        flink.close();
    }

    @Test
    void aFailedPartFailsTheJobOnceTheOthersAreIn() throws Exception {
        List<Work> parts = cut(WHOLE.inParts(2));
        try (var flink = partJoin()) {
            flink.open();
            flink.processElement(parts.get(0).failedWith(failure(ErrorCode.STAGE_CRASHED)), 0);
            flink.processElement(parts.get(1).made("one"), 0);
            assertThat(flink.extractOutputValues()).singleElement().matches(Work::failed);
            assertThat(flink.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aJobWithoutPartsAndAFailedOnePassAtOnce() throws Exception {
        try (var flink = partJoin()) {
            flink.open();
            for (Work part : cut(WHOLE.inParts(0))) {
                flink.processElement(part, 0);
            }
            for (Work part : cut(WHOLE.inParts(5).failedWith(failure(ErrorCode.INTERNAL)))) {
                flink.processElement(part, 0);
            }
            assertThat(flink.extractOutputValues()).hasSize(2).allMatch(work -> work.parts() == 1);
            assertThat(flink.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void bothBranchesBecomeOneJobThroughARestore() throws Exception {
        var flink = branchJoin();
        flink.open();
        Work source = WHOLE.with(WHOLE.artifacts().withSource("s/", 60));
        flink.processElement2(source.with(source.artifacts().withPicture("p/")), 0);
        OperatorSubtaskState checkpoint = flink.snapshot(1, 1);
        flink.close();

        flink = branchJoin();
        flink.initializeState(checkpoint);
        flink.open();
        flink.processElement1(source.with(source.artifacts().withTranscript("t/")), 0);
        assertThat(flink.extractOutputValues().get(0).artifacts())
                .isEqualTo(new Artifacts("s/", null, "t/", "p/", null, 60.0, null));
        assertThat(flink.numKeyedStateEntries()).isZero();
        flink.close();
    }

    @Test
    void ofTwoFailuresTheOneThatNoOtherAttemptHealsCounts() {
        Work heard = WHOLE.failedWith(failure(ErrorCode.STORAGE_UNAVAILABLE));
        Work seen = WHOLE.failedWith(failure(ErrorCode.MEDIA_UNREADABLE));
        assertThat(Objects.requireNonNull(heard.merge(seen).failure()).code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
        assertThat(Objects.requireNonNull(seen.merge(heard).failure()).code()).isEqualTo(ErrorCode.MEDIA_UNREADABLE);
        Work stopped = WHOLE.failedWith(failure(ErrorCode.CANCELLED));
        assertThat(Objects.requireNonNull(stopped.merge(heard).failure()).code())
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
        assertThat(Objects.requireNonNull(heard.merge(stopped).failure()).code())
                .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
    }

    private static List<Work> cut(Work work) {
        List<Work> parts = new ArrayList<>();
        new FanOut().flatMap(work, new ListCollector<>(parts));
        return parts;
    }

    private static Failure failure(ErrorCode code) {
        return Failure.of(code, "It did not work", Stage.TRANSCRIBING);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Work, Work> partJoin() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PartJoin()), Work::run, Types.STRING);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Work, Work, Work> branchJoin() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new BranchJoin()), Work::run, Work::run, Types.STRING);
    }
}
