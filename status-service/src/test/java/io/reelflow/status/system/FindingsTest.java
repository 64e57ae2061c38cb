package io.reelflow.status.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.job.LogLag;
import io.reelflow.status.system.SystemReport.Checkpoints;
import io.reelflow.status.system.SystemReport.Disk;
import io.reelflow.status.system.SystemReport.Finding;
import io.reelflow.status.system.SystemReport.Part;
import io.reelflow.status.system.SystemReport.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final List<Part> WELL = List.of(
            new Part("kafka", State.UP, "The log of jobs answers"), new Part("flink", State.UNKNOWN, "Nobody says"));

    @Test
    void whereAllIsWellNothingIsFound() {
        assertThat(Findings.of(WELL, List.of(lag("read_model", 10)), checkpoint(9.0), 1, List.of(disk(50))))
                .isEmpty();
        assertThat(Findings.of(WELL, null, null, null, List.of())).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidTheGravestFirst() {
        List<Part> parts = List.of(
                new Part("flink", State.DEGRADED, "4 of 10 tasks of the dataflow run"),
                new Part("kafka", State.DOWN, "Does not answer within 4 s"));
        List<Finding> found =
                Findings.of(parts, List.of(lag("read_model", 200_000)), checkpoint(500.0), 0, List.of(disk(3)));
        assertThat(found.stream().map(Finding::severity))
                .containsExactly(
                        State.DOWN, State.DOWN, State.DEGRADED, State.DEGRADED, State.DEGRADED, State.DEGRADED);
        assertThat(found.stream().map(Finding::runbook))
                .containsExactly(
                        "PartDown", "NoWorkers", "DataflowDown", "CheckpointsFail", "ReadModelLag", "DiskFills");
        assertThat(found.get(0).message())
                .isEqualTo("kafka: Does not answer within 4 s; nothing is accepted, and nothing moves");
        assertThat(found.get(3).message()).contains("500 s");
    }

    @Test
    void theDataflowThatReadsLateIsNotTheTables() {
        assertThat(Findings.of(WELL, List.of(lag("dataflow", 1_000_000)), null, 1, List.of()))
                .isEmpty();
    }

    private static LogLag.Lag lag(String reader, long records) {
        return new LogLag.Lag(reader, "job-events", records);
    }

    private static Checkpoints checkpoint(double age) {
        return new Checkpoints(1, 0, Instant.EPOCH, age, 0.1, 1L);
    }

    private static Disk disk(long free) {
        return new Disk("home", free, 100);
    }
}
