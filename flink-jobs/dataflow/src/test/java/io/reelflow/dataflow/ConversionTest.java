package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageState;
import io.reelflow.schemas.result.Manifest;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConversionTest {
    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final String VIDEO = "video-talk";

    @TempDir
    Path directory;

    @Test
    void aStoredSourceIsConvertedOnceWithoutADownloadAndLeavesNoRows() throws Exception {
        try (TestWorkplace workplace = new TestWorkplace(directory);
                PipelineRun run = new PipelineRun(workplace, 1)) {
            String source = source(workplace, run);
            int rows = run.rows.size();
            Job sound = Jobs.conversion("sound", VIDEO, source, "mp3");
            Job again = Jobs.conversion("again", VIDEO, source, "mp3");
            run.send(sound);
            run.awaitEnds(2);
            run.send(again);
            run.awaitEnds(3);

            JobState state = workplace.stateOf(sound.jobId());
            assertThat(state.status()).as("%s", state.error()).isEqualTo(JobStatus.COMPLETED);
            assertThat(state.stages())
                    .extracting(StageState::stage)
                    .containsExactlyInAnyOrder(Stage.CONVERTING, Stage.UPLOADING, Stage.FINALIZING);
            assertThat(workplace.stateOf(again.jobId()).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
            assertThat(workplace.tasks.runsOf(TaskType.CONVERT)).isEqualTo(1);
            assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE)).isEqualTo(SmallTasks.SPANS);
            assertThat(run.rows).hasSize(rows);
            String file = ObjectKeys.converted(VIDEO, source, "mp3");
            assertThat(file).startsWith("videos/" + VIDEO + "/audio/").endsWith("/audio.mp3");
            assertThat(manifest(workplace, sound).files())
                    .extracting(Manifest.ObjectFile::key)
                    .contains(file, source + "media.mp4");
        }
    }

    @Test
    void whatIsNotThereIsNotConverted() throws Exception {
        try (TestWorkplace workplace = new TestWorkplace(directory);
                PipelineRun run = new PipelineRun(workplace, 1)) {
            workplace.tasks.silent();
            String source = source(workplace, run);
            Job sound = Jobs.conversion("sound", VIDEO, source, "mp3");
            Job gone = Jobs.conversion("gone", VIDEO, source.replace("/source/", "/source/0"), "mp4");
            run.send(sound);
            run.send(gone);
            run.awaitEnds(3);
            assertThat(errorOf(workplace, sound)).isEqualTo(ErrorCode.MEDIA_EMPTY);
            assertThat(errorOf(workplace, gone)).isEqualTo(ErrorCode.SOURCE_NOT_FOUND);
            assertThat(workplace.tasks.runsOf(TaskType.FETCH)).isEqualTo(1);
        }
    }

    /** Folder of the source that a job has stored. */
    private static String source(TestWorkplace workplace, PipelineRun run) throws Exception {
        Job job = Jobs.job("talk", VIDEO, JobType.FULL_PROCESSING, 5);
        run.send(job);
        run.awaitEnds(1);
        String mark = Objects.requireNonNull(manifest(workplace, job).source());
        return mark.substring(0, mark.lastIndexOf('/') + 1);
    }

    private static Manifest manifest(TestWorkplace workplace, Job job) throws Exception {
        return Objects.requireNonNull(
                workplace.document(ObjectKeys.manifest(job.videoId(), job.jobId()), Manifest.class));
    }

    private static ErrorCode errorOf(TestWorkplace workplace, Job job) {
        return Objects.requireNonNull(workplace.stateOf(job.jobId()).error()).code();
    }
}
