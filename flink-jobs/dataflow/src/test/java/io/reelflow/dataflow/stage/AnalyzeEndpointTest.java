package io.reelflow.dataflow.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.media.TaskType;
import io.reelflow.media.identity.Identities;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Analysis.Endpoint;
import io.reelflow.schemas.result.Analysis.EndpointProblem;
import io.reelflow.schemas.result.Analysis.Fallback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which analysis is made again where an outside model writes texts. */
@SuppressWarnings("try") // harnesses declare any exception
class AnalyzeEndpointTest {
    private static final Endpoint WROTE = new Endpoint("small", 1, List.of("summary"), List.of());
    private static final Endpoint AWAY = new Endpoint(
            "small",
            1,
            List.of(),
            List.of(
                    new Fallback(EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE, "summary", "HTTP 503"),
                    new Fallback(EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE, "topics", "HTTP 503")));

    @TempDir
    Path directory;

    private TestWorkplace workplace(@Nullable String endpoint) throws Exception {
        var settings = new StageSettings(1 << 30, 3600, List.of(), endpoint, Identities.DEFAULT);
        return new TestWorkplace(directory, Duration.ofSeconds(20), null, null, settings);
    }

    private static Work analyze(TestWorkplace workplace, String job, int attempt) throws Exception {
        Work work = Work.admitted(Jobs.job(job, "one-video", JobType.FULL_PROCESSING, 5), attempt, 7);
        for (MediaStage<Work> stage : List.of(new FetchStage(), new AnalyzeStage())) {
            try (var flink = AsyncStageTest.harness(workplace, stage)) {
                flink.open();
                flink.processElement(work, 0);
                flink.endInput();
                work = flink.extractOutputValues().get(0);
            }
        }
        assertThat(work.failed()).isFalse();
        return work;
    }

    /** Those of this stage. */
    private static List<String> warnings(Work work) {
        return work.warnings().stream()
                .filter(warning -> warning.startsWith("ANALYZE_"))
                .toList();
    }

    @Test
    void anAnalysisIsOfTheModelThatWroteIt() throws Exception {
        Work own;
        try (TestWorkplace workplace = workplace(null)) {
            own = analyze(workplace, "own", 1);
        }
        try (TestWorkplace workplace = workplace("1 8000 small")) {
            workplace.tasks.endpoint(WROTE);
            Work written = analyze(workplace, "written", 1);
            Work again = analyze(workplace, "again", 1);

            assertThat(written.artifacts().analysis())
                    .isNotEqualTo(own.artifacts().analysis());
            assertThat(again.artifacts().analysis())
                    .isEqualTo(written.artifacts().analysis());
            assertThat(workplace.tasks.runsOf(TaskType.ANALYZE)).isEqualTo(1);
            assertThat(warnings(written)).isEmpty();
            assertThat(workplace.eventsOf(written.job().jobId()))
                    .filteredOn(
                            event -> event.type() == JobEventType.STAGE_COMPLETED && event.stage() == Stage.ANALYZING)
                    .singleElement()
                    .satisfies(event -> assertThat(
                                    Objects.requireNonNull(event.stageRun()).model())
                            .isEqualTo("small"));
        }
        try (TestWorkplace workplace = workplace("1 8000 another")) {
            workplace.tasks.endpoint(WROTE);
            analyze(workplace, "another", 1);
            assertThat(workplace.tasks.runsOf(TaskType.ANALYZE)).isEqualTo(1);
        }
    }

    @Test
    void whereTheEndpointWasAwayTheJobSaysSoAndTheNextOneAsksAgain() throws Exception {
        try (TestWorkplace workplace = workplace("1 8000 small")) {
            workplace.tasks.endpoint(AWAY);
            Work first = analyze(workplace, "first", 1);
            Work secondAttempt = analyze(workplace, "first", 2);
            assertThat(workplace.tasks.runsOf(TaskType.ANALYZE)).isEqualTo(1);
            assertThat(List.of(first, secondAttempt))
                    .allSatisfy(work -> assertThat(warnings(work))
                            .containsExactly(
                                    "ANALYZE_ENDPOINT_UNAVAILABLE: HTTP 503; our own models' stand: summary, topics"));

            workplace.tasks.endpoint(WROTE);
            Work next = analyze(workplace, "next", 1);
            assertThat(workplace.tasks.runsOf(TaskType.ANALYZE)).isEqualTo(2);
            assertThat(warnings(next)).isEmpty();
            assertThat(next.artifacts().analysis())
                    .isNotEqualTo(first.artifacts().analysis());
        }
    }
}
