package io.reelflow.local.command;

import io.reelflow.local.engine.Install;
import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.home.Settings;
import io.reelflow.local.network.Lan;
import io.reelflow.local.process.Children;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Proc;
import io.reelflow.local.process.Signal;
import io.reelflow.local.process.Teardown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process in the background that starts and watches all others of a home. */
final class SupervisorProcess {
    private final Install install;
    private final Home home;
    private final PrintWriter say;

    /** @param say takes what it says, for people */
    SupervisorProcess(Install install, Home home, PrintWriter say) {
        this.install = install;
        this.home = home;
        this.say = say;
    }

    /** @param how more arguments of its command line */
    void start(Settings settings, List<String> how) throws IOException, InterruptedException {
        prepare(settings);
        launch(how, Map.of());
    }

    private void prepare(Settings settings) throws IOException, InterruptedException {
        if (settings.namespaces()) {
            Lan lan = Lan.create(home);
            for (String name : Settings.taskManagerNames(settings.taskManagers())) {
                lan.add(name);
            }
        }
        settings.write(home);
        Secrets.of(home);
    }

    private void launch(List<String> how, Map<String, String> environment) throws IOException {
        Files.deleteIfExists(home.log(Teardown.SUPERVISOR));
        var command = new ArrayList<>(List.of(
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
                home.dir().toString()));
        command.addAll(how);
        Children.start(home, Teardown.SUPERVISOR, new Launch(command, environment), Signal.TERM);
    }

    /** Another one takes over what runs, and replaces what would be started otherwise today; its environment stays. */
    Endpoints replace(Settings settings, List<String> how) throws IOException, InterruptedException {
        prepare(settings);
        Map<String, String> environment = kept(environment(), System.getenv());
        FileTime before = Files.exists(home.endpoints()) ? Files.getLastModifiedTime(home.endpoints()) : null;
        Teardown.supervisor(home);
        launch(how, environment);
        return awaitReady(before);
    }

    /** That of the last one; where it has died, that of an engine, which has it from the one that started it. */
    private Map<String, String> environment() throws IOException {
        Optional<Long> last = Children.pid(home, Teardown.SUPERVISOR);
        Optional<Long> process = last.isPresent() ? last : Children.pid(home, "kafka");
        return process.map(Proc::environment).orElse(Map.of());
    }

    /** Settings of before that are not typed anew. */
    static Map<String, String> kept(Map<String, String> before, Map<String, String> typed) {
        var kept = new TreeMap<>(before);
        kept.keySet().removeIf(key -> !key.startsWith("REELFLOW_") || typed.containsKey(key));
        return kept;
    }

    /**
     * Repeats what it says until it has written the endpoints, or is gone.
     *
     * @param before when the one before it wrote them; null where none did
     */
    Endpoints awaitReady(@Nullable FileTime before) throws IOException, InterruptedException {
        try (var log = Files.newBufferedReader(home.log(Teardown.SUPERVISOR))) {
            while (true) {
                boolean ready = Files.exists(home.endpoints())
                        && !Files.getLastModifiedTime(home.endpoints()).equals(before);
                boolean alive = Children.pid(home, Teardown.SUPERVISOR).isPresent();
                for (String line = log.readLine(); line != null; line = log.readLine()) {
                    say.println(line);
                    say.flush();
                }
                if (ready) {
                    return Endpoints.of(home);
                }
                if (!alive) {
                    Ending.everything(home);
                    throw new IOException("it did not come up; see " + home.log(Teardown.SUPERVISOR));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}
