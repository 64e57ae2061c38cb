package io.reelflow.bench.chaos;

import io.reelflow.bench.chaos.Killer.Kill;
import io.reelflow.bench.measure.Baselines;
import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How soon work went on, by what died. */
final class Recoveries {
    private static final double TASK_MANAGER_SECONDS = 8;
    private static final double SPARE_TASK_MANAGER_SECONDS = 5;
    private static final double JOB_MANAGER_SECONDS = 15;

    private Recoveries() {}

    static void on(Report report, List<Kill> kills, int spares) {
        var byKind = new TreeMap<String, List<Double>>();
        for (Kill kill : kills) {
            byKind.computeIfAbsent(kind(kill.process()), kind -> new ArrayList<>())
                    .add(kill.workAgain());
        }
        report.figure("kills", kills.size(), "");
        byKind.forEach((kind, seconds) -> {
            List<Double> stood = seconds.stream().filter(each -> each > 0).toList();
            report.figure(kind + " killed: work went on, of " + seconds.size(), seconds.size() - stood.size(), "");
            if (!stood.isEmpty()) {
                Quantiles all = Quantiles.of(stood);
                report.figure(kind + " killed: work again, p50 of " + all.count(), all.at(50), "s")
                        .figure(
                                kind + " killed: work again, p95",
                                all.at(95),
                                "s",
                                target(kind, spares),
                                baseline(kind));
            }
        });
    }

    private static String kind(String process) {
        return process.replaceFirst("-\\d+$", "");
    }

    private static @Nullable Double target(String kind, int spares) {
        return switch (kind) {
            case "taskmanager" -> spares > 0 ? SPARE_TASK_MANAGER_SECONDS : TASK_MANAGER_SECONDS;
            case "jobmanager" -> JOB_MANAGER_SECONDS;
            default -> null;
        };
    }

    private static @Nullable String baseline(String kind) {
        return switch (kind) {
            case "taskmanager" -> Baselines.WORKER_KILLED;
            case "kafka" -> Baselines.BROKER_KILLED;
            default -> null;
        };
    }
}
