package io.reelflow.local.command;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}. */
@Command(name = "logs", description = "Shows the end of the logs, of all processes or of one.")
public final class LogsCommand implements Callable<Integer> {
    @Mixin
    private HomeOption home = new HomeOption();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "kafka, postgres, s3, jobmanager, taskmanager …")
    private @Nullable String name;

    @Option(names = "-f", description = "Goes on as they grow")
    private boolean follow;

    @Option(names = "-n", paramLabel = "LINES", description = "Lines of each. Default: ${DEFAULT-VALUE}")
    private int lines = 100;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> files = files();
        var command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        command.addAll(files);
        Process tail = new ProcessBuilder(command).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(tail::destroy, "stop-tail"));
        return tail.waitFor();
    }

    private List<String> files() throws IOException {
        Home folder = home.home();
        if (!Files.isDirectory(folder.logs())) {
            throw new IOException("nothing was ever started in " + folder.dir());
        }
        try (Stream<Path> all = Files.list(folder.logs())) {
            List<Path> logs =
                    all.filter(log -> log.toString().endsWith(".log")).sorted().toList();
            List<String> names = logs.stream()
                    .map(log -> log.getFileName().toString().replaceFirst("\\.log$", ""))
                    .toList();
            if (name != null && !names.contains(name)) {
                throw new IOException("there is no log of " + name + "; there are " + String.join(", ", names));
            }
            return logs.stream()
                    .filter(log -> name == null || log.equals(folder.log(name)))
                    .map(Path::toString)
                    .toList();
        }
    }
}
