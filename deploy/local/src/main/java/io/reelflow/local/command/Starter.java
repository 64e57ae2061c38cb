package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.PostgresPrograms;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Brings a home up, or what runs there to another shape or build, and returns when it is ready. */
final class Starter {
    private final Install install;
    private final Home home;
    private final SupervisorProcess supervisor;

    /** @param say takes progress, for people */
    Starter(Install install, Home home, PrintWriter say) {
        this.install = install;
        this.home = home;
        this.supervisor = new SupervisorProcess(install, home, say);
    }

    private interface Change {
        Endpoints make() throws IOException, InterruptedException;
    }

    /**
     * Does nothing where it runs already as asked; where it runs with another number of TaskManagers, the dataflow goes
     * over to those that are asked for. What a supervisor left that has died goes on as it was.
     *
     * @throws IOException where a process does not come up; none is left then
     */
    Endpoints up(StackOptions options) throws IOException, InterruptedException {
        home.create();
        return alone(() -> {
            boolean supervised = lives(Teardown.SUPERVISOR);
            Optional<Settings> last = running();
            if (!supervised) {
                prepareTools();
            }
            if (last.isEmpty()) {
                Endpoints.delete(home);
                supervisor.start(options.settings(home), List.of());
                return supervisor.awaitReady(null);
            }
            Settings running = last.get();
            if (supervised && options.fit(running)) {
                return supervisor.awaitReady(null);
            }
            if (!(supervised ? options.fitButForTaskManagers(running) : options.fitAddresses(running))) {
                throw new IOException("it runs already in " + home.dir()
                        + " with other settings; stop it first: ./reelflow down --home " + home.dir());
            }
            return supervisor.replace(options.rescaled(home, running), List.of());
        });
    }

    /**
     * What runs goes over to this build, one process after the other, and the dataflow with a savepoint.
     *
     * @throws IOException where nothing runs, or a process does not come up
     */
    Endpoints upgrade() throws IOException, InterruptedException {
        if (running().isEmpty()) {
            throw new IOException(
                    "nothing runs in " + home.dir() + "; start this build with: ./reelflow up --home " + home.dir());
        }
        return alone(() -> {
            prepareTools();
            Settings running = Settings.of(home).orElseThrow();
            return supervisor.replace(new StackOptions().rescaled(home, running), List.of("--one-by-one"));
        });
    }

    private Endpoints alone(Change change) throws IOException, InterruptedException {
        try (var channel = FileChannel.open(
                        home.run().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            Objects.requireNonNull(lock);
            return change.make();
        }
    }

    /** The settings of what runs, with its supervisor or without; empty where nothing does. */
    private Optional<Settings> running() throws IOException {
        return lives(Teardown.SUPERVISOR) || lives("jobmanager") || lives("kafka")
                ? Settings.of(home)
                : Optional.empty();
    }

    private boolean lives(String process) throws IOException {
        return Children.pid(home, process).isPresent();
    }

    private void prepareTools() throws IOException, InterruptedException {
        PostgresPrograms.in(install.cache());
        int code = MediaProgram.run(install, List.of("setup"));
        if (code != 0) {
            throw new IOException("tools and models are not complete (exit " + code + ")");
        }
    }
}
