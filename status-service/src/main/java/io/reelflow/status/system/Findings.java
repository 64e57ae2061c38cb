package io.reelflow.status.system;

import io.reelflow.status.job.LogLag;
import io.reelflow.status.system.SystemReport.Checkpoints;
import io.reelflow.status.system.SystemReport.Disk;
import io.reelflow.status.system.SystemReport.Finding;
import io.reelflow.status.system.SystemReport.Part;
import io.reelflow.status.system.SystemReport.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers judged: what is wrong, in words that name no job and no owner. The alert rules judge by the same bounds. */
final class Findings {
    /** Checkpoints come every few seconds; without one for so long a restart repeats as much. */
    static final double CHECKPOINT_SECONDS = 120;

    /** About a minute of reading. */
    static final long LAG_RECORDS = 100_000;

    static final double FREE_SHARE = 0.05;

    /** What follows where a part is away, and the heading of the runbook. */
    private static final Map<String, String[]> PARTS = Map.of(
            "ingest-api", new String[] {"new jobs are not accepted", "PartDown"},
            "kafka", new String[] {"nothing is accepted, and nothing moves", "PartDown"},
            "flink", new String[] {"jobs wait, and go on by themselves once it is back", "DataflowDown"},
            "postgres", new String[] {"lists, searches and rows of tables are not answered", "PartDown"},
            "storage", new String[] {"files can not be read, and work that needs them is held", "PartDown"});

    private Findings() {}

    static List<Finding> of(
            List<Part> parts,
            @Nullable List<LogLag.Lag> lag,
            @Nullable Checkpoints checkpoints,
            @Nullable Integer taskManagers,
            List<Disk> disks) {
        var found = new ArrayList<Finding>();
        for (Part part : parts) {
            String[] then = PARTS.get(part.name());
            if (then != null && (part.state() == State.DOWN || part.state() == State.DEGRADED)) {
                found.add(new Finding(part.state(), part.name() + ": " + part.message() + "; " + then[0], then[1]));
            }
        }
        if (taskManagers != null && taskManagers == 0) {
            found.add(new Finding(
                    State.DOWN, "No TaskManager is registered: nothing runs, jobs wait for one", "NoWorkers"));
        }
        Double age = checkpoints == null ? null : checkpoints.ageSeconds();
        if (age != null && age > CHECKPOINT_SECONDS) {
            found.add(new Finding(
                    State.DEGRADED,
                    "The last checkpoint is " + Math.round(age) + " s old: a restart would do as much work again",
                    "CheckpointsFail"));
        }
        for (LogLag.Lag each : lag == null ? List.<LogLag.Lag>of() : lag) {
            if (each.reader().equals("read_model") && each.records() > LAG_RECORDS) {
                found.add(new Finding(
                        State.DEGRADED,
                        "The tables are far behind " + each.topic() + ": lists and statistics are late",
                        "ReadModelLag"));
            }
        }
        for (Disk disk : disks) {
            if (disk.freeBytes() < FREE_SHARE * disk.totalBytes()) {
                found.add(new Finding(
                        State.DEGRADED,
                        "A watched disk has " + Math.round(100.0 * disk.freeBytes() / disk.totalBytes())
                                + "% left: new jobs are refused before it is full",
                        "DiskFills"));
            }
        }
        found.sort(Comparator.comparing(each -> each.severity() == State.DOWN ? 0 : 1));
        return List.copyOf(found);
    }
}
