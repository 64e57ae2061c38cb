package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.engine.PostgresPrograms;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Signal;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Brings a home up, and returns when it is ready. */
final class Starter {
    private final Install install;
    private final Home home;
    private final PrintWriter say;

    /** @param say takes progress, for people */
    Starter(Install install, Home home, PrintWriter say) {
        this.install = install;
        this.home = home;
        this.say = say;
    }

    /**
     * Does nothing where it runs already as asked.
     *
     * @throws IOException where a process does not come up; none is left then
     */
    Endpoints up(StackOptions options) throws IOException, InterruptedException {
        home.create();
        try (var channel = FileChannel.open(
                        home.run().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            Objects.requireNonNull(lock);
            if (Children.pid(home, Teardown.SUPERVISOR).isEmpty()) {
                start(options);
            } else if (!options.fit(Settings.of(home).orElseThrow())) {
                throw new IOException("it runs already in " + home.dir()
                        + " with other settings; stop it first: ./reelflow down --home " + home.dir());
            }
            return awaitReady();
        }
    }

    private void start(StackOptions options) throws IOException, InterruptedException {
        PostgresPrograms.in(install.cache());
        int code = MediaProgram.run(install, List.of("setup"));
        if (code != 0) {
            throw new IOException("tools and models are not complete (exit " + code + ")");
        }
        options.settings(home).write(home);
        Secrets.of(home);
        Files.deleteIfExists(home.endpoints());
        Files.deleteIfExists(home.log(Teardown.SUPERVISOR));
        var launch = new Launch(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dreelflow.root=" + install.root(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.reelflow.local.Main",
                        "supervise",
                        "--home",
                        home.dir().toString()),
                Map.of());
        Children.start(home, Teardown.SUPERVISOR, launch, Signal.TERM);
    }

    /** Repeats what the supervisor says until it has written the endpoints, or is gone. */
    private Endpoints awaitReady() throws IOException, InterruptedException {
        try (var log = Files.newBufferedReader(home.log(Teardown.SUPERVISOR))) {
            while (true) {
                boolean ready = Files.exists(home.endpoints());
                boolean alive = Children.pid(home, Teardown.SUPERVISOR).isPresent();
                for (String line = log.readLine(); line != null; line = log.readLine()) {
                    say.println(line);
                    say.flush();
                }
                if (ready) {
                    return Endpoints.of(home);
                }
                if (!alive) {
                    Teardown.everything(home);
                    throw new IOException("it did not come up; see " + home.log(Teardown.SUPERVISOR));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
