package io.reelflow.bench.stack;

import io.reelflow.bench.measure.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every run takes: on which stack, and where its report goes. */
public final class RunOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "A copy that runs. Default: one of its own, gone at the end")
    private @Nullable Path home;

    @Mixin
    private ReportOption reportFile = new ReportOption();

    /** What is done with a stack. */
    public interface Work {
        void on(RunningStack stack, Report report) throws Exception;
    }

    /** The tree that this was built from. */
    public static Path root() {
        String root = System.getProperty("reelflow.root");
        if (root == null) {
            throw new IllegalStateException("reelflow.root is not set: start this with ./reelflow");
        }
        return Path.of(root).toAbsolutePath();
    }

    /** The sample talk. */
    public static Path talk() {
        return root().resolve("deploy/local/demo/talk.mp4");
    }

    /**
     * Runs it, prints and writes what was found.
     *
     * @param up options of {@code ./reelflow up} for a stack of its own
     * @return exit code: 0 where every promise was kept
     */
    public int run(String name, List<String> up, PrintWriter out, Work work) throws Exception {
        return run(name, up, Map.of(), out, work);
    }

    /**
     * As {@link #run(String, List, PrintWriter, Work)}.
     *
     * @param environment settings of a stack of its own
     */
    public int run(String name, List<String> up, Map<String, String> environment, PrintWriter out, Work work)
            throws Exception {
        Report report = new Report(name);
        try (RunningStack stack = home == null ? RunningStack.start(root(), up, environment) : RunningStack.in(home)) {
            work.on(stack, report);
        }
        return reportFile.hand(report, out);
    }

    /**
     * As {@link #run(String, List, PrintWriter, Work)}, always on a stack of its own.
     *
     * @param folder that it lies below, and that goes with it
     */
    public int run(
            String name, Path folder, List<String> up, Map<String, String> environment, PrintWriter out, Work work)
            throws Exception {
        Report report = new Report(name);
        try (RunningStack stack = RunningStack.start(root(), folder, up, environment)) {
            work.on(stack, report);
        }
        return reportFile.hand(report, out);
    }

    /** As {@link ReportOption#hand}, for a program that starts its stacks itself. */
    public int hand(Report report, PrintWriter out) throws IOException {
        return reportFile.hand(report, out);
    }

    /** @throws IOException where the stack in {@code --home} can not do without a setting that only a start gives */
    public void needsOwnStack(String reason) throws IOException {
        if (home != null) {
            throw new IOException("--home can not be used: " + reason);
        }
    }
}
