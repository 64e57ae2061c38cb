package io.reelflow.bench.scale;

import io.reelflow.bench.measure.Report;
import io.reelflow.bench.results.Page;
import io.reelflow.bench.results.Shelf;
import io.reelflow.bench.stack.ReportOption;
import io.reelflow.bench.stack.RunOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench scale}: what was measured, on other machines. */
@Command(
        name = "scale",
        description =
                "A plan for a million videos a day out of the kept figures, and the simulation beside them. No stack.")
public final class ScaleCommand implements Callable<Integer> {
    @Mixin
    private Wish wish = new Wish();

    @Option(names = "--write", description = "Writes docs/scale.md; the build wants it with the usual assumptions")
    private boolean write;

    @Mixin
    private ReportOption reportFile = new ReportOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path root = RunOptions.root();
        Measured measured = Measured.on(Shelf.of(root));
        String text = text(wish, measured);
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        if (write) {
            page(root).write(text);
        }
        var report = new Report("bench scale");
        check(measured).tell(report);
        return reportFile.hand(report, out);
    }

    /** {@code docs/scale.md} anew out of what is kept, with the usual assumptions; not before all it needs was measured. */
    public static void writeWhatIsKnown(Path root) throws IOException {
        Shelf shelf = Shelf.of(root);
        if (Measured.isOn(shelf)) {
            page(root).write(text(new Wish(), Measured.on(shelf)));
        }
    }

    /** {@code docs/scale.md}. */
    static Page page(Path root) {
        return new Page(root.resolve("docs/scale.md"), "plan");
    }

    static Check check(Measured measured) {
        var check = new Check();
        check.dry(measured.points(), measured.cores());
        check.media(measured.backlog(), measured.cores());
        return check;
    }

    static String text(Wish wish, Measured measured) {
        List<Growth.Step> growth = Growth.of(wish, measured);
        return ScaleText.of(wish, check(measured), Plan.of(wish, measured), growth);
    }
}
