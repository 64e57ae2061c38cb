package io.reelflow.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reelflow.bench.results.Kept;
import io.reelflow.bench.results.Kept.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTextTest {
    private static Kept kept(String key, Object... figures) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < figures.length; i += 2) {
            double value = ((Number) figures[i + 1]).doubleValue();
            rows.add(new Row((String) figures[i], "", null, null, null, List.of(value)));
        }
        return new Kept(key, "bench " + key, Instant.EPOCH, null, null, 1, rows, List.of());
    }

    private static Object[] point(String name, int jobs, double rate, double rows, double wait, double cpu) {
        return new Object[] {
            name + "jobs", jobs,
            name + "written into the log", 20_000,
            name + "events a job", 15,
            name + "through the dataflow", rate,
            name + "to the last row", rows,
            name + "wait, mean", wait,
            name + "wait, p95", wait * 1.9,
            name + "run, mean", 0.08,
            name + "CPU a job, taskmanager", cpu,
            name + "CPU a job, postgres", cpu,
            name + "CPU a job, kafka", cpu / 4
        };
    }

    private static Kept scaling() {
        var figures = new ArrayList<Object>();
        figures.addAll(List.of(point("1 slot, 16 rooms: ", 960, 156, 156, 3, 1.5)));
        figures.addAll(List.of(point("1 slot, 256 rooms: ", 15_360, 1_500, 1_100, 5, 0.5)));
        figures.addAll(List.of(point("2 slots, 256 rooms: ", 15_360, 1_400, 1_000, 5, 0.6)));
        return kept("scaling", figures.toArray());
    }

    private static Kept backlog() {
        var figures = new ArrayList<Object>(List.of("cores at work while nothing happens", 0.1));
        String alone = "alone: ";
        figures.addAll(
                List.of(alone + "seconds of the talk", 60, alone + "run", 20, alone + "CPU of all processes", 30));
        for (String stage : List.of("extracting_audio", "transcribing", "extracting_frames", "generating_clips")) {
            String name = alone + stage;
            figures.addAll(List.of(name + ", parts", 2, name + ", seconds of all parts", 8, name + ", CPU", 7));
        }
        String all = "together: ";
        figures.addAll(List.of(all + "jobs", 6, all + "rooms", 2, all + "jobs an hour", 230, all + "wait, mean", 30));
        figures.addAll(List.of(all + "wait, longest", 60, all + "run, mean", 30, all + "events a job", 40));
        figures.addAll(List.of(all + "objects a job", 20, all + "log a job", 0.02, all + "tables a job", 0.05));
        return kept("backlog", figures.toArray());
    }

    private static Measured measured() {
        return new Measured(
                scaling(),
                backlog(),
                kept("submit", "accepted by 64 connections", 2_300),
                kept("fanout", "memory of the status service a client", 15),
                kept("schedule", "state", 32, "jobs that wait", 100_000));
    }

    @Test
    void pointsAreReadOutOfTheFigures() {
        assertThat(Curve.of(scaling()))
                .extracting(Curve.Point::slots, Curve.Point::rooms, Curve.Point::jobsPerSecond)
                .containsExactly(tuple(1, 16, 156.0), tuple(1, 256, 1_500.0), tuple(2, 256, 1_400.0));
    }

    @Test
    void aJobAloneTakesInTheSimulationWhatWasMeasured() {
        MediaCosts costs = MediaCosts.of(backlog(), 2);
        assertThat(MediaModel.of(new MediaModel.Given(1, 2, 1, 1, costs)).runMean())
                .isBetween(19.9, 20.1);
    }

    @Test
    void everyLineHasItsFormulaAndItsValue() {
        String text = ScaleText.of(
                new Wish(),
                ScaleCommand.check(measured()),
                Plan.of(new Wish(), measured()),
                Growth.of(new Wish(), measured()));

        assertThat(text)
                .contains("| videos a second, at the peak | 1,000,000 / 86400 × 2 | 23.1 /s |")
                .contains("| state of Flink with a day's backlog | 1,000,000 × ")
                .contains("| 100 | 1600 | ")
                .contains("| dry jobs, 16 rooms | jobs/s | ")
                .doesNotContain("NaN", "Infinity", "null");
    }
}
