package io.reelflow.bench.listen;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.Options;
import io.reelflow.media.tools.ToolSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench listen}: transcripts against the truth, and against faster-whisper on the same files. */
@Command(
        name = "listen",
        description = "Word errors, time errors, speed and memory of transcripts, beside faster-whisper (int8, batch 8)"
                + " with the same weights, by turns.")
public final class ListenCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FOLDER|FILE",
            description = "Media with the truth in FILE.json beside it. Default: the sample talk")
    private List<Path> given = new ArrayList<>();

    @Option(names = "--times", paramLabel = "N", description = "Runs of each file. Default: ${DEFAULT-VALUE}")
    private int times = 3;

    @Option(names = "--model", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}")
    private String model = FasterWhisper.MODEL;

    @Option(names = "--no-baseline", description = "Without faster-whisper")
    private boolean alone;

    @Option(names = "--diarize", description = "Tells speakers apart")
    private boolean diarize;

    @Option(
            names = "--chunks",
            paramLabel = "N",
            description =
                    "Goes on with the longest file until so many chunks are done, for the memory. Default: ${DEFAULT-VALUE}")
    private int chunks;

    @Option(names = "--limit", paramLabel = "FILE=RATE", description = "The word error rate that a file may have")
    private Map<String, Double> limits = new LinkedHashMap<>();

    @Mixin
    private ReportOption reportFile = new ReportOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "--times: must be at least 1, was " + times);
        }
        if (!alone && !model.equals(FasterWhisper.MODEL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--model " + model + ": faster-whisper is there with " + FasterWhisper.MODEL
                            + " only; add --no-baseline");
        }
        List<Truth.Spoken> files = Truth.in(given.isEmpty() ? List.of(RunOptions.talk()) : given);
        Path folder = Files.createTempDirectory("reelflow-listen-");
        try {
            return reportFile.hand(
                    measure(files, Install.ofEnvironment(), folder),
                    spec.commandLine().getOut());
        } finally {
            Scratch.delete(folder);
        }
    }

    private Report measure(List<Truth.Spoken> files, Install install, Path folder)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var tools = ToolSetup.ensure(MediaSetup.config(install), out::println);
        Map<String, String> options =
                Map.of("whisper_model", model, "force_whisper", "true", "diarize", Boolean.toString(diarize));
        try (var ours = new Reelflow(install, Options.of(options), folder);
                FasterWhisper other = alone ? null : FasterWhisper.start(install.cache(), folder)) {
            List<Recogniser> recognisers = other == null ? List.of(ours) : List.of(ours, other);
            List<Measured> measured = new Comparison(tools, recognisers, times, out).run(files);
            Report report = new Report("bench listen").table(Findings.table(measured));
            new Findings(measured, ours.name()).report(report, limits);
            goOn(ours, measured);
            memory(report, ours, other);
            return report;
        }
    }

    private void goOn(Reelflow ours, List<Measured> measured) throws IOException, InterruptedException {
        Path longest = measured.stream()
                .filter(Measured::complete)
                .max(Comparator.comparingDouble(Measured::length))
                .map(Measured::path)
                .orElse(null);
        int before = -1;
        while (longest != null
                && before < ours.growth().count()
                && ours.growth().count() < chunks) {
            before = ours.growth().count();
            ours.listen(longest, false);
        }
    }

    private static void memory(Report report, Reelflow ours, @Nullable FasterWhisper other) throws IOException {
        Growth growth = ours.growth();
        String theirs =
                other == null ? null : String.format(Locale.ROOT, "%s %.0f MiB", other.name(), other.peakMebibytes());
        report.figure("most memory of the worker, heap too", ours.peakMebibytes(), "MiB", null, theirs)
                .figure("most memory beside the Java heap", growth.most(), "MiB", 350.0, null)
                .figure("chunks meanwhile", growth.count(), "")
                .figure("its growth from the first to the last tenth", growth.fromFirstToLastTenth(), "MiB")
                .figure("its last quarter beside its second", growth.lastQuarterBesideSecond(), "x", 1.02, null);
    }
}
