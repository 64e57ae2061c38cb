package io.reelflow.bench.watch;

import io.reelflow.bench.measure.Quantiles;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.measure.Table;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.tools.ToolSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench watch}: slides against the truth, and the time it takes against a bare decode of the same films. */
@Command(
        name = "watch",
        description =
                "Slides found and read, against the truth; seconds beside ffmpeg -vf fps=1 on the same film, by turns.")
public final class WatchCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "FILE",
            "SECONDS",
            "SLIDES",
            "F1",
            "FOUND",
            "TRUE",
            "p90 s",
            "DOUBLE",
            "READ",
            "TITLES",
            "WATCH s",
            "CPU s",
            "ffmpeg s",
            "CPU s",
            "OCR s");

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER|FILE",
            description = "Films with the truth in FILE.json beside them: slides, boundaries")
    private List<Path> given = new ArrayList<>();

    @Option(names = "--times", paramLabel = "N", description = "Runs of each film. Default: ${DEFAULT-VALUE}")
    private int times = 3;

    @Option(names = "--tolerance", paramLabel = "SECONDS", description = "Default: ${DEFAULT-VALUE}")
    private double tolerance = 1;

    @Option(
            names = "--long",
            paramLabel = "SECONDS",
            description = "Length of the film that the speed is measured with: the largest file, again"
                    + " and again. 0: none. Default: ${DEFAULT-VALUE}")
    private double length = 600;

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
        List<Deck> decks = Deck.in(given);
        Path folder = Files.createTempDirectory("reelflow-watch-");
        try {
            return reportFile.hand(
                    measure(decks, Install.ofEnvironment(), folder),
                    spec.commandLine().getOut());
        } finally {
            Scratch.delete(folder);
        }
    }

    private Report measure(List<Deck> decks, Install install, Path folder) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        var plain = new PlainDecode(ToolSetup.ensure(MediaSetup.config(install), out::println));
        Report report = new Report("bench watch");
        try (var ours = new Reelflow(install, folder)) {
            ours.see(decks.get(0).file()); // warm
            List<Judged> judged = new ArrayList<>();
            for (Deck deck : decks) {
                judged.add(judge(deck, ours, plain, out));
            }
            report.table(
                    new Table(COLUMNS, judged.stream().map(WatchCommand::row).toList()));
            figures(report, judged);
            if (length > 0) {
                speed(report, decks, ours, plain, folder);
            }
        }
        return report;
    }

    private Judged judge(Deck deck, Reelflow ours, PlainDecode plain, PrintWriter out)
            throws IOException, InterruptedException {
        List<Cost> watched = new ArrayList<>();
        List<Cost> decoded = new ArrayList<>();
        Reelflow.@Nullable Seen seen = null;
        for (int i = 0; i < times; i++) {
            out.println(deck.file().getFileName() + ", " + (i + 1) + " of " + times);
            out.flush();
            seen = ours.see(deck.file());
            watched.add(seen.watch());
            decoded.add(plain.of(deck.file()));
        }
        if (seen == null) {
            throw new IllegalStateException("at least one run was asked for");
        }
        return Judged.of(deck, seen, Cost.median(watched), Cost.median(decoded), tolerance);
    }

    private static List<@Nullable Object> row(Judged each) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(each.deck().file().getFileName().toString());
        row.add(each.duration());
        row.add(each.slides());
        row.add(each.boundaries().f1());
        row.add(each.boundaries().found());
        row.add(each.boundaries().expected());
        row.add(finite(Quantiles.of(each.boundaries().errors()).at(90)));
        row.add(each.duplicates());
        row.add(finite(each.texts().accuracy()));
        row.add(each.titles() == 0 ? null : each.titlesRight() + " of " + each.titles());
        row.add(each.watch().wall());
        row.add(each.watch().cpu());
        row.add(each.plain().wall());
        row.add(each.plain().cpu());
        row.add(each.read().wall());
        return row;
    }

    private static @Nullable Object finite(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static void figures(Report report, List<Judged> judged) {
        Boundaries all = Boundaries.sum(judged.stream().map(Judged::boundaries).toList());
        int slides = Judged.sum(judged, Judged::slides);
        int titles = Judged.sum(judged, Judged::titles);
        Texts texts = judged.stream().map(Judged::texts).reduce(Texts.NONE, Texts::plus);
        report.figureAtLeast("F1 of changes of slides, all films", all.f1(), "", 0.95, null)
                .figure("seconds off, p90", Quantiles.of(all.errors()).at(90), "s")
                .figure("seconds off, most", Quantiles.of(all.errors()).max(), "s")
                .figure(
                        "slides told twice",
                        slides == 0 ? 0 : (double) Judged.sum(judged, Judged::duplicates) / slides,
                        "",
                        0.01,
                        null)
                .figure("characters read right", texts.accuracy(), "")
                .figure("titles right", (double) Judged.sum(judged, Judged::titlesRight) / titles, "");
    }

    private void speed(Report report, List<Deck> decks, Reelflow ours, PlainDecode plain, Path folder)
            throws IOException, InterruptedException {
        Path largest = decks.stream()
                .map(Deck::file)
                .max(Comparator.comparingDouble(WatchCommand::size))
                .orElseThrow();
        String name = largest.getFileName().toString();
        Path film = plain.looped(largest, length, folder.resolve("long" + name.substring(name.lastIndexOf('.'))));
        List<Cost> watched = new ArrayList<>();
        List<Cost> decoded = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            watched.add(ours.see(film).watch());
            decoded.add(plain.of(film));
        }
        Cost watch = Cost.median(watched);
        Cost decode = Cost.median(decoded);
        String bare = String.format(Locale.ROOT, "ffmpeg -vf fps=1: %.1f s, CPU %.1f s", decode.wall(), decode.cpu());
        report.figure("Watch of " + Math.round(length) + " s of " + name, watch.wall(), "s", null, bare)
                .figure("its CPU time", watch.cpu(), "s")
                .figure("its wall time, of ffmpeg's", watch.wall() / decode.wall(), "", 1.5, null)
                .figure("its CPU time, of ffmpeg's", watch.cpu() / decode.cpu(), "");
    }

    private static double size(Path film) {
        try {
            return Files.size(film);
        } catch (IOException e) {
            return 0;
        }
    }
}
