package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.lifecycle.Admission;
import io.reelflow.dataflow.lifecycle.Attempt;
import io.reelflow.dataflow.lifecycle.JobMessage;
import io.reelflow.dataflow.lifecycle.JobRun;
import io.reelflow.dataflow.lifecycle.StoredPhase;
import io.reelflow.dataflow.schedule.Gate;
import io.reelflow.dataflow.schedule.Ledger;
import io.reelflow.dataflow.schedule.Running;
import io.reelflow.dataflow.schedule.SavedSource;
import io.reelflow.dataflow.schedule.SchedulerMessage;
import io.reelflow.dataflow.schedule.Waiting;
import io.reelflow.dataflow.sink.Finished;
import io.reelflow.dataflow.sink.PackedComments;
import io.reelflow.dataflow.sink.ResultRows;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.PartJoin;
import io.reelflow.dataflow.stage.Work;
import io.reelflow.dataflow.webhook.Delivery;
import io.reelflow.dataflow.webhook.Webhook;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobControl.Action;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.Visit;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses an operator or lies in state: each is itself again, without Kryo, with nothing in its optional fields. */
class RecordsTest {
    private static final Job JOB = Jobs.job("a");
    private static final JobControl CANCEL = new JobControl(
            "c", JobControl.VERSION, JOB.createdAt(), JOB.jobId(), Action.CANCEL, null, "key", null, null, false);

    static Stream<Object> records() {
        JobOutcome outcome = Jobs.failure(JOB, 1, 7, ErrorCode.INTERNAL);
        Work work = Work.admitted(JOB, 1, 7);
        return Stream.of(
                Jobs.command(JOB),
                outcome,
                Jobs.success(JOB, 2, 9),
                new Attempt(JOB, 3, 1),
                new Running("video", 8, 1, 0, true, "anna"),
                new Running("video", 8, 1, 0, true, null),
                new Waiting(new Attempt(JOB, 3, 1), "line", true, 2, true),
                SchedulerMessage.of(new Admission(Admission.Kind.MOVE, new Attempt(JOB, 3, 1))),
                SchedulerMessage.of(outcome),
                SchedulerMessage.of(
                        new IntakeControl(1, JOB.createdAt(), IntakeControl.Scope.ALL, null, true, "admin")),
                SchedulerMessage.of(new SourceReport(
                        1, JOB.createdAt(), JOB.jobId(), 7, new Visit("default", "youtube.com", true), true, 60L)),
                new Gate("default", 1.5, 2, 3, 4, 5, 6, 7, true),
                new SavedSource(
                        "youtube.com", List.of(new Gate("default", 1.5, 2, 3, 4, 5, 6, 7, true)), List.of(), true),
                Work.admitted(JOB, 1, 7, new Visit("default", "youtube.com", false)),
                new Ledger(1, 2, 3, 4, 5, 6, 7, List.of(), List.of("all"), List.of()),
                new Ledger(1, 2, 3, 4, 5, 6, 7, List.of(), List.of("all"), null),
                new Admission(Admission.Kind.LEAVE, new Attempt(JOB, 3, 1)),
                JobMessage.of(Jobs.command(JOB)),
                JobMessage.of(CANCEL),
                JobMessage.of(outcome),
                new StoredPhase(StoredPhase.Kind.EXPECTED, null, List.of(CANCEL), List.of(outcome), null, 5),
                new StoredPhase(
                        StoredPhase.Kind.ENDED,
                        new JobRun(JOB, 2, 1, 0, 3, 4, 5),
                        List.of(),
                        List.of(),
                        JobStatus.FAILED,
                        6),
                work,
                new PartJoin.Gathered(2, work),
                new Delivery(new Webhook("e", "j", "https://talks.example/hook", "{}"), 1, 2, 3),
                new Finished(outcome, null),
                new Finished(outcome, rows()),
                rows());
    }

    @ParameterizedTest
    @MethodSource("records")
    void itIsItselfAgain(Object record) throws IOException {
        assertThat(copy(record)).isEqualTo(record);
    }

    private static <T> T copy(T record) throws IOException {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) record.getClass();
        TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(record, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static ResultRows rows() {
        return new ResultRows(
                new ResultRows.VideoRow(
                        "v",
                        "j",
                        "u",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1,
                        null,
                        3,
                        4,
                        null,
                        null,
                        5L,
                        null,
                        List.of("tag"),
                        "anna",
                        null,
                        null,
                        null,
                        6L,
                        Instant.EPOCH,
                        null,
                        null,
                        List.of(),
                        18,
                        null,
                        null,
                        null,
                        "http",
                        null,
                        null,
                        "[]"),
                null,
                List.of(new ResultRows.SegmentRow(
                        "j", 0, "v", 0, 1, null, "en", "Hello", List.of("Hello"), List.of(0.1), List.of(0.9))),
                List.of(new ResultRows.ChapterRow("j", 0, "v", 0, 1, "All")),
                List.of(new ResultRows.SlideRow("j", 1, "v", 0, 1, null, "k", null, null, null)),
                List.of(),
                List.of(new ResultRows.PassageRow("j", 0, "v", 0, 30, "Hello", "AQID")),
                new PackedComments("j", "v", new byte[] {1, 2}));
    }
}
