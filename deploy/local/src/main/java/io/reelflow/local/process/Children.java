package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts processes in groups of their own that outlive this one, and takes over those that still run. */
public final class Children {
    /** In the environment of everything that is started for a home, so that none of it can be lost from sight. */
    static final String MARK = "REELFLOW_SUPERVISED_HOME";

    /**
     * Linux shares the processor between sessions: its own goes ahead of those that run already, until {@link #likeOthers}.
     * Only root may ask for it; for others it starts like any other.
     */
    private static final String AHEAD = "{ echo -10 >/proc/self/autogroup; } 2>/dev/null; exec \"$@\"";

    private Children() {}

    /** Whether one lives that would be started in another way today. */
    static boolean isOutdated(Home home, Component component) throws IOException, InterruptedException {
        Optional<PidFile> living = PidFile.living(home, component.name());
        return living.isPresent()
                && !living.get().command().equals(component.prepare().fingerprint());
    }

    /** The process of a name, where it lives and would be started the same way today; one that would not is stopped. */
    static ProcessHandle startOrAdopt(Home home, Component component) throws IOException, InterruptedException {
        Optional<PidFile> living = PidFile.living(home, component.name());
        Launch launch = component.prepare();
        if (living.isPresent()) {
            Optional<ProcessHandle> handle = ProcessHandle.of(living.get().pid());
            if (handle.isPresent() && living.get().command().equals(launch.fingerprint())) {
                return handle.get();
            }
            Teardown.stop(List.of(living.get()));
        }
        return start(home, component.name(), launch, component.stopSignal(), List.of("sh", "-c", AHEAD, "sh"));
    }

    /** Starts it with its output appended to its log; the pid is that of its process group. */
    public static ProcessHandle start(Home home, String name, Launch launch, Signal stopSignal) throws IOException {
        return start(home, name, launch, stopSignal, List.of());
    }

    private static ProcessHandle start(Home home, String name, Launch launch, Signal stopSignal, List<String> by)
            throws IOException {
        var command = new ArrayList<String>();
        command.add("setsid"); // it, and what comes before the command, replace themselves: the pid stays
        command.addAll(by);
        command.addAll(launch.command());
        command.addAll(launch.resume());
        Path log = home.log(name);
        var builder = new ProcessBuilder(command)
                .directory(home.dir().toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        builder.environment().put(MARK, home.dir().toString());
        Process process = builder.start();
        long ticks = Proc.startTicks(process.pid()).orElse(0);
        new PidFile(name, process.pid(), ticks, launch.fingerprint(), stopSignal).write(home);
        return process.toHandle();
    }

    /** From now on it shares the processor with the others. */
    static void likeOthers(ProcessHandle process) {
        Proc.nice(process.pid(), 0);
    }

    /** The pid of a living process of this name. */
    public static Optional<Long> pid(Home home, String name) throws IOException {
        return PidFile.living(home, name).map(PidFile::pid);
    }
}
