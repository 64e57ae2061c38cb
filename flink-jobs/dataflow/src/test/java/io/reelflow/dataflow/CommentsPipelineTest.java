package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.sink.ResultRows.CommentRow;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageState;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Manifest;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Comments on their way through the dataflow. */
class CommentsPipelineTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final String PAGE = "https://talks.example/watch?v=1";

    @TempDir
    Path directory;

    private TestWorkplace workplace;

    @BeforeEach
    void open() throws Exception {
        workplace = new TestWorkplace(directory);
    }

    @AfterEach
    void close() throws Exception {
        workplace.close();
    }

    @Test
    void aJobThatAsksForThemBringsComments() throws Exception {
        Job job = Jobs.commented("talked-about", PAGE, JobType.METADATA);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            JobState state = workplace.stateOf(job.jobId());
            assertThat(state.status()).as("%s", state.error()).isEqualTo(JobStatus.COMPLETED);
            assertThat(state.stages())
                    .extracting(StageState::stage)
                    .containsExactly(
                            Stage.EXTRACTING_METADATA, Stage.EXTRACTING_COMMENTS, Stage.UPLOADING, Stage.FINALIZING);
            assertThat(run.rows)
                    .filteredOn(CommentRow.class::isInstance)
                    .extracting(row -> ((CommentRow) row).commentId())
                    .containsExactly("comment0", "comment1", "comment2");
            Manifest manifest = manifest(job);
            Comments comments = Objects.requireNonNull(
                    workplace.document(Objects.requireNonNull(manifest.comments()), Comments.class));
            assertThat(comments.comments()).hasSize(SmallTasks.COMMENTS);
            assertThat(manifest.files())
                    .extracting(Manifest.ObjectFile::key)
                    .contains(manifest.comments())
                    .anyMatch(key -> key.endsWith("/metadata.json"));
        }
    }

    @Test
    void whoDoesNotAskGetsNone() throws Exception {
        Job job = Jobs.job("quiet", JobType.METADATA, 5);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            assertThat(workplace.tasks.runsOf(TaskType.COMMENTS)).isZero();
            assertThat(manifest(job).comments()).isNull();
            assertThat(run.rows).noneMatch(CommentRow.class::isInstance);
        }
    }

    @Test
    void commentsThatCanNotBeHadAreAWarning() throws Exception {
        Job job = Jobs.commented("closed", PAGE, JobType.FULL_PROCESSING);
        workplace.tasks.failNext(TaskType.COMMENTS, ErrorCode.SOURCE_FORBIDDEN);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            assertThat(workplace.stateOf(job.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(manifest(job).warnings())
                    .contains("comments are not fetched: It did not work: " + ErrorCode.SOURCE_FORBIDDEN);
            assertThat(manifest(job).clips()).hasSize(SmallTasks.CLIPS);
        }
    }

    @Test
    void aPlainFileHasNoComments() throws Exception {
        Job job = Jobs.commented("file", "https://talks.example/talk.mp4", JobType.METADATA);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            assertThat(workplace.tasks.runsOf(TaskType.COMMENTS)).isZero();
            assertThat(manifest(job).warnings()).anyMatch(warning -> warning.contains("plain file"));
        }
    }

    @Test
    void aSiteThatWantsUsToWaitIsAskedAgainForTheCommentsAlone() throws Exception {
        Job job = Jobs.commented("limited", PAGE, JobType.METADATA);
        workplace.tasks.failNext(TaskType.COMMENTS, ErrorCode.SOURCE_RATE_LIMITED);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(job);
            run.awaitEnds(1);

            assertThat(manifest(job).comments()).isNotNull();
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
            assertThat(workplace.tasks.runsOf(TaskType.COMMENTS)).isEqualTo(2);
        }
    }

    @Test
    void aJobOnAStoredVideoAsksNobody() throws Exception {
        Job first = Jobs.commented("to-be-stored", PAGE, JobType.METADATA);
        workplace.tasks.failNext(TaskType.COMMENTS, ErrorCode.SOURCE_FORBIDDEN);
        try (PipelineRun run = new PipelineRun(workplace, 1)) {
            run.send(first);
            run.awaitEnds(1);
            String source = Objects.requireNonNull(manifest(first).source());
            ObjectNode again = Json.MAPPER.valueToTree(Jobs.commented("stored", PAGE, JobType.METADATA));
            again.put("video_id", first.videoId());
            again.withObject("/stored").put("source", source.substring(0, source.lastIndexOf('/') + 1));
            Job stored = Json.MAPPER.treeToValue(again, Job.class);
            run.send(stored);
            run.awaitEnds(2);

            assertThat(manifest(stored).source()).isEqualTo(source);
            assertThat(manifest(stored).warnings()).anyMatch(warning -> warning.contains("asks nobody"));
            assertThat(workplace.tasks.runsOf(TaskType.COMMENTS)).isEqualTo(1);
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        }
    }

    private Manifest manifest(Job job) throws Exception {
        return Objects.requireNonNull(
                workplace.document(ObjectKeys.manifest(job.videoId(), job.jobId()), Manifest.class));
    }
}
