package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.TaskType;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * State that an older build left is read by this one: a savepoint of each kind of state is kept below {@code
 * src/test/resources/state}, with the objects that its jobs had stored, as {@code -Dreelflow.state.keep=DIR} writes them.
 */
class OldStateTest {
    private static final Path KEPT = Path.of("src/test/resources/state");
    private static final String AWAY = "away";
    private static final Job ENDED = Jobs.job("ended", JobType.METADATA, 5);
    private static final Job PAUSED = of(Jobs.job("paused", JobType.METADATA, 5), "user_id", AWAY);
    private static final Job RUNNING = Jobs.job("running");
    private static final List<Job> WAITING =
            List.of(Jobs.job("waiting-1", JobType.SLIDES, 1), Jobs.job("waiting-2", JobType.METADATA, 9));
    private static final int ROOMS = 1;

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(3)
            .build());

    @TempDir
    Path directory;

    static List<Path> kept() throws IOException {
        try (Stream<Path> all = Files.list(KEPT)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void jobsOfAnOlderBuildGoOn(Path old) throws Exception {
        goesOn(old, 2);
    }

    @Test
    void whatThisBuildLeavesCanBeReadOnMoreAndOnFewerMachines() throws Exception {
        String keep = System.getProperty("reelflow.state.keep");
        Path left = keep == null ? directory.resolve("left") : Path.of(keep);
        leave(left);
        goesOn(left, 3);
        goesOn(left, 1);
    }

    /** One job has ended, one runs, two wait for a room, one for its time, and one is its paused owner's. */
    private void leave(Path left) throws Exception {
        var gate = new CountDownLatch(1);
        Path work = directory.resolve("before");
        Job scheduled = of(
                Jobs.job("scheduled", JobType.METADATA, 5),
                "not_before",
                Instant.now().plusSeconds(3).toString());
        try (TestWorkplace workplace = new TestWorkplace(work);
                PipelineRun run = new PipelineRun(workplace, ROOMS, 2)) {
            try {
                run.send(ENDED);
                run.awaitEnds(1);
                workplace.tasks.holdUp(TaskType.WATCH, gate);
                run.send(intake(true));
                run.send(RUNNING);
                await(() -> workplace.tasks.runsOf(TaskType.WATCH) == 1, "it is watched");
                await(() -> heard(workplace) == SmallTasks.SPANS, "it is heard");
                WAITING.forEach(run::send);
                run.send(PAUSED);
                run.send(scheduled);
                await(() -> !workplace.eventsOf(scheduled.jobId()).isEmpty(), "the last one is known");
                keep(run.stop(work.resolve("savepoints")), left.resolve("savepoint"));
                keep(work.resolve("storage"), left.resolve("storage"));
            } finally {
                gate.countDown();
            }
        }
    }

    private static void keep(Path folder, Path there) throws IOException {
        FileUtils.copyDirectory(
                folder.toFile(), there.toFile(), file -> !file.getName().endsWith(".crc"));
    }

    private static void await(Callable<Boolean> condition, String what) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(condition);
    }

    private static long heard(TestWorkplace workplace) {
        return workplace.events.stream()
                .filter(event -> event.type() == JobEventType.STAGE_COMPLETED && event.stage() == Stage.TRANSCRIBING)
                .count();
    }

    private void goesOn(Path left, int parallelism) throws Exception {
        Path work = directory.resolve("after-" + parallelism);
        FileUtils.copyDirectory(
                left.resolve("storage").toFile(), work.resolve("storage").toFile());
        try (TestWorkplace workplace = new TestWorkplace(work)) {
            try (PipelineRun run = new PipelineRun(workplace, ROOMS, parallelism, left.resolve("savepoint"))) {
                run.send(ENDED);
                run.awaitEnds(4);
                assertThat(run.outcomes.stream().map(JobOutcome::jobId))
                        .as("the paused owner's waits, and what had ended is known")
                        .doesNotContain(PAUSED.jobId(), ENDED.jobId());
                run.send(intake(false));
                run.awaitEnds(5);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(run.outcomes).hasSize(5));
                assertThat(run.outcomes).allMatch(outcome -> outcome.failure() == null);
                assertThat(run.outcomes.stream().map(JobOutcome::jobId)).doesNotHaveDuplicates();
            }
            assertThat(workplace.tasks.runsOf(TaskType.TRANSCRIBE))
                    .as("what was heard before is not heard again, only that of one that waited")
                    .isEqualTo(SmallTasks.SPANS);
        }
    }

    private static IntakeControl intake(boolean paused) {
        return new IntakeControl(
                IntakeControl.VERSION, Instant.now(), IntakeControl.Scope.OWNER, AWAY, paused, "admin");
    }

    private static Job of(Job job, String field, String value) {
        ObjectNode changed = Json.MAPPER.valueToTree(job);
        changed.put(field, value);
        return Json.MAPPER.treeToValue(changed, Job.class);
    }
}
