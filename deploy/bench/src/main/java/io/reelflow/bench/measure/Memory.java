package io.reelflow.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Resident memory of processes over time, from {@code /proc}, looked at twice a second. */
public final class Memory implements AutoCloseable {
    private static final int EVERY_MILLIS = 500;
    private static final double KIB = 1024;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "memory");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<List<ProcessHandle>> processes;
    private final Map<Long, List<Double>> series = new HashMap<>();

    /** @param processes whom to look at, asked each time */
    public Memory(Supplier<List<ProcessHandle>> processes) {
        this.processes = processes;
    }

    public void start() {
        var unused = timer.scheduleAtFixedRate(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (ProcessHandle process : processes.get()) {
            double now = mebibytes(process.pid());
            if (now > 0) {
                add(process.pid(), now);
            }
        }
    }

    private synchronized void add(long pid, double now) {
        series.computeIfAbsent(pid, each -> new ArrayList<>()).add(now);
    }

    /** MiB of one process; 0 where it is gone. */
    public static double mebibytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * What the process that was looked at most often had, MiB: the most in the first, second, … of so many stretches
     * of equal length.
     */
    public synchronized List<Double> most(int stretches) {
        List<Double> longest =
                series.values().stream().reduce(List.of(), (one, other) -> one.size() >= other.size() ? one : other);
        var most = new ArrayList<Double>();
        for (int i = 0; i < stretches; i++) {
            int from = longest.size() * i / stretches;
            int to = longest.size() * (i + 1) / stretches;
            most.add(longest.subList(from, to).stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NaN));
        }
        return most;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
