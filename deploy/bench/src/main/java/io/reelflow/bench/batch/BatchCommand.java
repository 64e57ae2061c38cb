package io.reelflow.bench.batch;

import io.reelflow.bench.measure.CpuTime;
import io.reelflow.bench.measure.Memory;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.local.client.BatchCall;
import io.reelflow.local.home.Endpoints;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code bench batch}: a million lines, twice. */
@Command(
        name = "batch",
        description =
                "NDJSON lines of dry jobs, one in a hundred bad, and the same file again: lines a second, memory, CPU.")
public final class BatchCommand implements Callable<Integer> {
    private static final double LINES_PER_SECOND = 10_000;
    private static final double CPU_MILLIS_A_LINE = 0.1;
    /** Resident memory may grow by so much from a warm start to the end of a file of any length. */
    private static final double MIB_GROWTH = 100;

    private static final String INGEST = "ingest-api";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--lines", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int lines = 1_000_000;

    @Option(names = "--warm-up", paramLabel = "N", description = "Lines before them. Default: ${DEFAULT-VALUE}")
    private int warmUp = 20_000;

    @Option(names = "--through", paramLabel = "api|ingest", description = "Default: ${DEFAULT-VALUE}")
    private String through = "ingest";

    @Option(names = "--to-the-end", description = "Waits until all jobs have ended and the tables show it")
    private boolean toTheEnd;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return run.run(
                "bench batch",
                List.of(),
                Map.of("REELFLOW_ROOMS", "256"),
                spec.commandLine().getOut(),
                this::measure);
    }

    private void measure(RunningStack stack, Report report) throws Exception {
        Endpoints endpoints = stack.endpoints();
        var call = new BatchCall(
                through.equals("api") ? endpoints.api() : endpoints.ingest(),
                endpoints.keys().admin());
        String name = Long.toString(System.currentTimeMillis(), 36);
        send(call, new BatchFile(name + "-warm-up", warmUp));
        var file = new BatchFile(name, lines);
        Answers first = measured(stack, call, file, "", report);
        Answers second = measured(stack, call, file, ", the same file again", report);
        report.promise(
                        "every line is answered, in order",
                        first.inOrder(lines) && second.inOrder(lines),
                        first.lines() + " and " + second.lines() + " of " + lines)
                .promise(
                        "bad lines are answered with what is wrong with them, and stop no other",
                        first.wrong() == 0 && second.wrong() == 0,
                        first.wrong() + second.wrong() + " answered otherwise")
                .promise(
                        "the same file is the same jobs",
                        first.fingerprint() == second.fingerprint(),
                        file.good() + " jobs");
        tables(endpoints, file, report);
    }

    private Answers measured(RunningStack stack, BatchCall call, BatchFile file, String which, Report report)
            throws IOException {
        Map<String, Double> cpu = CpuTime.treeSeconds(stack.pids());
        long pid = stack.pids().getOrDefault(INGEST, 0L);
        try (var memory = new Memory(() -> ProcessHandle.of(pid).stream().toList())) {
            memory.start();
            long start = System.nanoTime();
            Answers answers = send(call, file);
            double seconds = (System.nanoTime() - start) / 1e9;
            report.figureAtLeast("lines answered" + which, lines / seconds, "/s", LINES_PER_SECOND, null);
            cpu(report, which, cpu, CpuTime.treeSeconds(stack.pids()));
            memory(report, which, memory.most(10));
            return answers;
        }
    }

    private void cpu(Report report, String which, Map<String, Double> before, Map<String, Double> after) {
        var millis = new TreeMap<String, Double>();
        after.forEach((name, seconds) -> millis.put(name, (seconds - before.getOrDefault(name, 0.0)) * 1000 / lines));
        millis.forEach((name, each) -> report.figure(
                "CPU a line, " + name + which, each, "ms", name.equals(INGEST) ? CPU_MILLIS_A_LINE : null, null));
    }

    private void memory(Report report, String which, List<Double> tenths) {
        double first = tenths.get(0);
        double most = tenths.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
        report.figure("memory of ingest in the first tenth" + which, first, "MiB")
                .figure("memory of ingest at most" + which, most, "MiB", first + MIB_GROWTH, null);
    }

    private static Answers send(BatchCall call, BatchFile file) throws IOException {
        var answers = new Answers(file);
        call.send(file.open(), null, line -> {
            JsonNode answer = Json.MAPPER.readTree(line);
            answers.add(answer);
        });
        return answers;
    }

    private void tables(Endpoints endpoints, BatchFile file, Report report) throws SQLException, InterruptedException {
        try (var jobs = new JobTable(endpoints, "https://example.org/" + file.name() + "/")) {
            jobs.awaitCommands();
            long made = jobs.count();
            report.promise(
                    "nothing is doubled: one job in the tables for each good line",
                    made == file.good(),
                    made + " jobs of " + file.good() + " good lines, sent twice");
            if (toTheEnd) {
                long start = System.nanoTime();
                long open = jobs.awaitEnds();
                report.figure("from the last answer to the last end", (System.nanoTime() - start) / 1e9, "s")
                        .promise("every job ends", open == 0, open + " have not");
            }
        }
    }
}
