package io.reelflow.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelflow.bench.scale.Curve.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DryLoopTest {
    private static final DryCosts COSTS = new DryCosts(0.3, 0.0004, 0.0001, 0.0007, 0.05, 0.05, 15);

    private static DryLoop.Outcome run(int rooms, int jobs) {
        return COSTS.predict(2, point(rooms, jobs));
    }

    private static Point point(int rooms, int jobs) {
        var figures = new HashMap<String, Double>();
        figures.put("jobs", (double) jobs);
        figures.put("written into the log", 20_000.0);
        return new Point(1, rooms, figures);
    }

    @Test
    void fewRoomsLetThroughAsManyAsComeBackInTheTimeOfTheLoop() {
        double loop = 0.05 + 0.05 + 0.0004 + 0.0001;
        assertThat(run(16, 2_000).jobsPerSecond()).isCloseTo(16 / loop, Percentage.withPercentage(6));
    }

    @Test
    void manyRoomsAreHeldUpByTheBusiestThread() {
        DryLoop.Outcome outcome = COSTS.predict(4, point(4_000, 40_000));
        assertThat(outcome.rowsPerSecond())
                .isLessThanOrEqualTo(1 / COSTS.tables())
                .isCloseTo(1 / COSTS.tables(), Percentage.withPercentage(15));
        assertThat(outcome.jobsPerSecond()).isGreaterThan(outcome.rowsPerSecond());
    }

    @Test
    void waitsGrowWithTheBacklogInFront() {
        DryLoop.Outcome outcome = run(64, 10_000);
        assertThat(outcome.waitMean()).isCloseTo(10_000 / outcome.jobsPerSecond() / 2, Percentage.withPercentage(15));
        assertThat(outcome.waitLate()).isGreaterThan(outcome.waitMean());
    }

    @Test
    void costsAreFoundAgainInRunsThatTheyMade() {
        List<Point> points = List.of(made(16, 1_000), made(1_000, 40_000));
        DryCosts found = DryCosts.of(points);
        assertThat(found.standing()).isCloseTo(COSTS.standing(), within(0.03));
        assertThat(found.taskManager()).isCloseTo(COSTS.taskManager(), Percentage.withPercentage(3));
        assertThat(found.tables()).isCloseTo(COSTS.tables(), Percentage.withPercentage(3));
        assertThat(found.running() + found.freeing()).isCloseTo(0.1, Percentage.withPercentage(6));
    }

    /** As a run would be measured, had it these costs. */
    private static Point made(int rooms, int jobs) {
        DryLoop.Outcome outcome = run(rooms, jobs);
        double standing = COSTS.standing() / outcome.rowsPerSecond();
        Map<String, Double> figures = point(rooms, jobs).figures();
        figures.put("through the dataflow", outcome.jobsPerSecond());
        figures.put("to the last row", outcome.rowsPerSecond());
        figures.put("events a job", COSTS.events());
        figures.put("run, mean", 0.05 + COSTS.taskManager() + COSTS.log());
        figures.put("CPU a job, taskmanager", (COSTS.taskManager() + standing) * 1000);
        figures.put("CPU a job, kafka", COSTS.log() * 1000);
        figures.put("CPU a job, postgres", COSTS.tables() * 1000);
        return new Point(1, rooms, figures);
    }
}
