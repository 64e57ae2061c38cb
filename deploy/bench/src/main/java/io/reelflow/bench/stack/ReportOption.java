package io.reelflow.bench.stack;

import io.reelflow.bench.measure.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a report goes. */
public final class ReportOption {
    @Option(names = "--json", paramLabel = "FILE", description = "The report. Default: target/bench/NAME.json")
    private @Nullable Path json;

    /**
     * Prints and writes it.
     *
     * @return exit code: 0 where every promise was kept
     */
    public int hand(Report report, PrintWriter out) throws IOException {
        Path file = json == null
                ? RunOptions.root().resolve("target/bench/" + report.name().replace(' ', '-') + ".json")
                : json;
        report.print(out);
        report.write(file);
        out.println("Written to " + file);
        out.flush();
        return report.kept() ? 0 : 1;
    }
}
