package io.reelflow.bench.analyze;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.TaskType;
import io.reelflow.media.analyze.labelled.Figure;
import io.reelflow.media.analyze.labelled.Figures;
import io.reelflow.media.worker.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench analyze}: every output of the analysis against labelled texts, each beside a simple baseline. */
@Command(
        name = "analyze",
        description = "Every output of the analysis against labelled texts in four languages, each beside what is"
                + " reached without any method.")
public final class AnalyzeCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("OUTPUT", "LANGUAGE", "TEXTS", "OURS", "HELD OUT", "BASELINE", "WHICH IS");

    @Mixin
    private ReportOption reportFile = new ReportOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("reelflow-analyze-");
        try {
            return reportFile.hand(
                    measure(Install.ofEnvironment(), folder), spec.commandLine().getOut());
        } finally {
            Scratch.delete(folder);
        }
    }

    private static Report measure(Install install, Path folder)
            throws IOException, MediaException, InterruptedException {
        Path run = Files.createDirectory(folder.resolve("run"));
        try (var pool = new WorkerPool(MediaSetup.workers(install, folder))) {
            return report(Figures.of(request -> pool.run(TaskType.ANALYZE, request, run, Progress.NONE)));
        }
    }

    private static Report report(List<Figure> figures) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Figure each : figures) {
            List<@Nullable Object> row = new ArrayList<>();
            row.add(each.output() + (each.lessIsBetter() ? ", less is better" : ""));
            row.add(each.language());
            row.add(each.texts());
            row.add(each.value());
            row.add(each.heldOut());
            row.add(each.against().isEmpty() ? null : each.baseline());
            row.add(each.against());
            rows.add(row);
        }
        List<String> worse = figures.stream()
                .filter(each -> !each.isBetter())
                .map(each -> each.output() + " " + each.language())
                .toList();
        List<Figure> leftOut =
                figures.stream().filter(each -> each.against().isEmpty()).toList();
        return new Report("bench analyze")
                .table(new Table(COLUMNS, rows))
                .figure("figures no better than their baseline", worse.size(), "", 0.0, String.join("; ", worse))
                .promise(
                        "what has no good model in a language is left out, and a note says so",
                        leftOut.stream().allMatch(each -> each.value() == 1),
                        leftOut.size() + " languages: "
                                + String.join(
                                        ", ",
                                        leftOut.stream().map(Figure::language).toList()));
    }
}
