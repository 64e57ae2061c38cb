package io.reelflow.bench.stack;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A stack that is up: one of its own in a temporary folder, gone with all its data at the end, or somebody's. */
public final class RunningStack implements AutoCloseable {
    private final Home home;
    private volatile @Nullable Launcher launcher;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RunningStack(Home home, @Nullable Launcher launcher) {
        this.home = home;
        this.launcher = launcher;
    }

    /** The one that runs in a home. */
    public static RunningStack in(Path folder) throws IOException {
        var home = new Home(folder);
        Endpoints.of(home);
        return new RunningStack(home, null);
    }

    /** A new one. Goes with this process, whatever ends it. */
    public static RunningStack start(Path root, List<String> options, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(root, Files.createTempDirectory("reelflow-bench-"), options, environment);
    }

    /** One below a folder, which goes with it. */
    public static RunningStack start(Path root, Path folder, List<String> options, Map<String, String> environment)
            throws IOException, InterruptedException {
        var home = homeIn(folder);
        var launcher = new Launcher(root, home, environment);
        var stack = new RunningStack(home, launcher);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::closeAtLast, "down"));
        var up = new ArrayList<>(List.of("up"));
        up.addAll(options);
        launcher.run(up);
        return stack;
    }

    /** Of a stack below a folder. */
    public static Home homeIn(Path folder) {
        return new Home(folder.resolve("home"));
    }

    /** {@code ./reelflow …} on it, as somebody would type it. */
    public void command(String... arguments) throws IOException, InterruptedException {
        own().run(List.of(arguments));
    }

    /** What runs goes over to the build of another tree. */
    public void upgrade(Path root) throws IOException, InterruptedException {
        Launcher newer = new Launcher(root, home, own().environment());
        newer.run(List.of("upgrade"));
        launcher = newer;
    }

    private Launcher own() {
        return Objects.requireNonNull(launcher, "somebody else's stack stays as it is");
    }

    public Home home() {
        return home;
    }

    /** As they are at this moment: a process that died comes back with another pid. */
    public Endpoints endpoints() throws IOException {
        return Endpoints.of(home);
    }

    /** Pids by name. */
    public Map<String, Long> pids() throws IOException {
        var pids = new TreeMap<String, Long>();
        endpoints().processes().forEach((name, address) -> pids.put(name, address.pid()));
        return pids;
    }

    /** The JVMs below the TaskManagers that media tasks run in. */
    public List<ProcessHandle> workers() {
        try {
            return pids().entrySet().stream()
                    .filter(each -> each.getKey().startsWith("taskmanager"))
                    .flatMap(each -> ProcessHandle.of(each.getValue()).stream())
                    .flatMap(ProcessHandle::descendants)
                    .filter(each -> each.info().command().orElse("").endsWith("/java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    public void kill(String process) throws IOException {
        Long pid = pids().get(process);
        if (pid == null) {
            throw new IllegalArgumentException("there is no process " + process + ", only " + pids().keySet());
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void closeAtLast() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("reelflow: " + home.dir() + " may still run: " + e.getMessage());
        }
    }

    /** Takes down what was started here, and nothing else. */
    @Override
    public void close() throws IOException {
        Launcher mine = launcher;
        if (mine == null || !closed.compareAndSet(false, true)) {
            return;
        }
        try {
            mine.run(List.of("down", "--purge"));
            Files.deleteIfExists(Objects.requireNonNull(home.dir().getParent()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(home.dir() + " may still run");
        }
    }
}
