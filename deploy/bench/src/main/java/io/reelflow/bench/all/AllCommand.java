package io.reelflow.bench.all;

import io.reelflow.bench.measure.Result;
import io.reelflow.bench.measure.SeedStack;
import io.reelflow.bench.results.Kept;
import io.reelflow.bench.results.Page;
import io.reelflow.bench.results.Shelf;
import io.reelflow.bench.scale.ScaleCommand;
import io.reelflow.bench.stack.RunOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench all}: repeats every figure, and writes the page of them. */
@Command(
        name = "all",
        description =
                "Runs every program, one after another, and writes docs/benchmarks.md. Of a run in part, only those"
                        + " rows change.")
public final class AllCommand implements Callable<Integer> {
    /** What was measured of another stack is kept under such a key. */
    static final String BESIDE = "beside-";

    @Option(names = "--only", split = ",", paramLabel = "KEY", description = "These only. --list says which there are")
    private List<String> only = new ArrayList<>();

    @Option(names = "--times", paramLabel = "N", description = "How often each. Default: as --list says")
    private @Nullable Integer times;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Films with their truth, for those programs that want some. Default: these are left out")
    private @Nullable Path corpus;

    @Option(
            names = "--from-results",
            paramLabel = "DIR",
            description =
                    "Runs nothing: takes the reports KEY.json, or KEY-1.json, KEY-2.json … of one program, in a folder")
    private @Nullable Path results;

    @Option(
            names = "--beside",
            paramLabel = "DIR",
            description = "Measures another stack, too, before ours: load.py in a folder that it may write to, with its"
                    + " parts submit, orch, latency, fanout")
    private @Nullable Path beside;

    @Option(names = "--commit", paramLabel = "ID", description = "Which was measured. Default: the one of the tree")
    private @Nullable String commit;

    @Option(names = "--list", description = "Says which programs there are, and runs none")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Program> chosen = chosen();
        if (list) {
            chosen.forEach(each -> out.printf("%-18s %d ×  %s%n", each.key(), each.times(), each.command()));
            return 0;
        }
        Path root = RunOptions.root();
        var runner = new Runner(root, corpus);
        String of = commit != null ? commit : results == null ? Commit.of(root) : null;
        var broken = new ArrayList<String>();
        if (beside != null) {
            measure(new SeedStack(beside.toAbsolutePath()), root);
        }
        for (Program program : chosen) {
            List<Result> found = results == null ? run(runner, program, broken) : reports(program.key(), results);
            if (!found.isEmpty()) {
                Shelf.of(root).put(Kept.of(program.key(), program.command(), of, found));
                write(root);
                found.stream().filter(each -> !each.kept()).forEach(each -> broken.add(program.key()));
            }
        }
        out.println("Written to " + root.resolve("docs/benchmarks.md")
                + (broken.isEmpty() ? "" : "; broken or failed: " + String.join(", ", broken)));
        out.flush();
        return broken.isEmpty() ? 0 : 1;
    }

    private List<Program> chosen() throws IOException {
        List<Program> all = Program.among(names());
        List<String> keys = all.stream().map(Program::key).toList();
        List<String> unknown =
                only.stream().filter(each -> !keys.contains(each)).toList();
        if (!unknown.isEmpty()) {
            throw new IOException(
                    "--only " + String.join(",", unknown) + ": there are only " + String.join(", ", keys));
        }
        return all.stream()
                .filter(each -> only.isEmpty() || only.contains(each.key()))
                .filter(each -> list || results != null || corpus != null || !each.needsCorpus())
                .toList();
    }

    /** Of all programs, as the command line knows them. */
    private List<String> names() {
        var names = new ArrayList<String>();
        spec.root()
                .subcommands()
                .forEach((kind, all) -> all.getSubcommands().keySet().forEach(name -> names.add(kind + " " + name)));
        return names;
    }

    /** A run that fails does not stop those of other programs. */
    private List<Result> run(Runner runner, Program program, List<String> broken)
            throws IOException, InterruptedException {
        var found = new ArrayList<Result>();
        int wanted = times == null ? program.times() : times;
        for (int i = 1; i <= wanted; i++) {
            Path report = runner.run(program, i);
            if (Files.isRegularFile(report)) {
                found.add(Result.read(report));
            } else {
                broken.add(program.key());
            }
        }
        return found;
    }

    private static List<Result> reports(String key, Path folder) throws IOException {
        var found = new ArrayList<Result>();
        Path single = folder.resolve(key + ".json");
        if (Files.isRegularFile(single)) {
            found.add(Result.read(single));
        }
        for (int i = 1; Files.isRegularFile(folder.resolve(key + "-" + i + ".json")); i++) {
            found.add(Result.read(folder.resolve(key + "-" + i + ".json")));
        }
        return found;
    }

    private static void measure(SeedStack other, Path root) throws IOException, InterruptedException {
        for (String part : List.of("submit", "orch", "latency", "fanout")) {
            Result found = other.run(part);
            String command = found.name() + ", the stack beside ours";
            Shelf.of(root).put(Kept.of(BESIDE + part, command, null, List.of(found)));
            write(root);
        }
    }

    private static void write(Path root) throws IOException {
        Page.ofBenchmarks(root).write(text(Shelf.of(root)));
        ScaleCommand.writeWhatIsKnown(root);
    }

    /** The page's part, out of all that is kept. */
    static String text(Shelf shelf) throws IOException {
        List<Kept> all = new ArrayList<>(shelf.all());
        all.sort(Comparator.comparingInt((Kept each) -> Program.place(each.key()))
                .thenComparing(Kept::key));
        return Page.text(all);
    }
}
