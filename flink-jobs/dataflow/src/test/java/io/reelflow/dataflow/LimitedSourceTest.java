package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole dataflow at a source that turns us away for a while after every few requests. */
class LimitedSourceTest {
    private static final int ROOMS = 4;
    private static final int JOBS = 12;
    private static final int BUDGET = 5;
    private static final Duration SAID = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @Test
    void itIsLeftAloneForAsLongAsItAsksAndAllIsDoneWithTheFirstAttempt() throws Exception {
        Source source = new Source();
        List<Job> jobs = IntStream.range(0, JOBS)
                .mapToObj(i -> Jobs.job("limited-" + i, JobType.METADATA, 5))
                .toList();
        try (TestWorkplace workplace = new TestWorkplace(directory)) {
            workplace.tasks.site(source);
            List<JobOutcome> outcomes;
            try (PipelineRun run = new PipelineRun(workplace, ROOMS)) {
                jobs.forEach(run::send);
                run.awaitEnds(JOBS);
                outcomes = List.copyOf(run.outcomes);
            }
            for (Job job : jobs) {
                JobState state = workplace.stateOf(job.jobId());
                assertThat(state.status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(state.attempt()).isEqualTo(1);
            }
            assertThat(source.turnedAway)
                    .as("it closed twice, and met no more than were under way")
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(times -> times <= ROOMS);
            assertThat(outcomes).allMatch(outcome -> outcome.visit() != null);
        }
    }

    /** Serves {@link #BUDGET} requests, and then for a little less than it says none. */
    private static final class Source implements SmallTasks.Site {
        private static final long CLOSED = SAID.minusMillis(50).toNanos();

        /** For each time that it was closed, how many asked. */
        private final List<Integer> turnedAway = new ArrayList<>();

        private int served;
        private long closedAt;

        @Override
        public synchronized void asked(String url) throws MediaException {
            long now = System.nanoTime();
            if (closedAt != 0 && now - closedAt < CLOSED) {
                turnedAway.add(turnedAway.remove(turnedAway.size() - 1) + 1);
            } else if (served == BUDGET) {
                served = 0;
                closedAt = now;
                turnedAway.add(1);
            } else {
                served++;
                return;
            }
            throw new MediaException(ErrorCode.SOURCE_RATE_LIMITED, "the source answered 429", SAID);
        }
    }
}
