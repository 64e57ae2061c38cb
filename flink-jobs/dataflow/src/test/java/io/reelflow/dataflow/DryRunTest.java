package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.job.StageState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DryRunTest {
    private static final int COUNT = 500;
    private static final List<JobType> TYPES =
            List.of(JobType.FULL_PROCESSING, JobType.TRANSCRIPTION, JobType.SHORTS, JobType.SLIDES, JobType.METADATA);

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyDryJobPassesEveryStageOfItsTypeAndNothingIsDoneOrStored(int parallelism) throws Exception {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            jobs.add(Jobs.dry("dry" + i, TYPES.get(i % TYPES.size())));
        }
        try (TestWorkplace workplace = new TestWorkplace(directory)) {
            try (PipelineRun run = new PipelineRun(workplace, 16, parallelism)) {
                jobs.forEach(run::send);
                run.awaitEnds(COUNT);
                assertThat(run.outcomes)
                        .hasSize(COUNT)
                        .allMatch(outcome -> outcome.failure() == null && outcome.manifestKey() == null);
                assertThat(run.outcomes.stream().map(JobOutcome::jobId)).doesNotHaveDuplicates();
                assertThat(run.rows).isEmpty();
            }
            assertThat(workplace.tasks.ran).isEmpty();
            assertThat(workplace.store.sizes("videos/")).isEmpty();
            for (Job job : jobs) {
                assertEnded(workplace, job);
            }
            assertThat(workplace.events.stream().map(JobEvent::eventId)).doesNotHaveDuplicates();
            assertThat(workplace.events.stream().map(JobEvent::type))
                    .as("a stage that takes no time is one event")
                    .doesNotContain(JobEventType.STAGE_STARTED);
        }
    }

    private static void assertEnded(TestWorkplace workplace, Job job) {
        JobState state = workplace.stateOf(job.jobId());
        assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(state.progress()).isEqualTo(100);
        assertThat(state.stages()).allMatch(stage -> stage.phase() == StageState.Phase.COMPLETED);
        Set<Stage> passed = state.stages().stream().map(StageState::stage).collect(Collectors.toSet());
        assertThat(passed)
                .isEqualTo(job.jobType().stages().stream()
                        .filter(stage -> stage != Stage.INITIALIZING)
                        .collect(Collectors.toSet()));
        if (job.jobType() == JobType.FULL_PROCESSING) {
            assertThat(partsOf(workplace, job, Stage.TRANSCRIBING)).containsExactlyInAnyOrder(0, 1);
            assertThat(partsOf(workplace, job, Stage.GENERATING_CLIPS)).containsExactlyInAnyOrder(0, 1);
        }
    }

    private static List<Integer> partsOf(TestWorkplace workplace, Job job, Stage stage) {
        return workplace.eventsOf(job.jobId()).stream()
                .filter(event -> event.type() == JobEventType.STAGE_COMPLETED && event.stage() == stage)
                .map(JobEvent::part)
                .toList();
    }
}
