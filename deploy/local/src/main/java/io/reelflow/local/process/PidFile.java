package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.PrivateFiles;
import io.reelflow.schemas.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * A process that was started here, kept in {@code run/NAME.pid} so that it can be found when whoever started it is gone.
 *
 * @param startTicks tells the process from a later one with the same number
 * @param command fingerprint of its command and environment: another one is not taken over but replaced
 */
record PidFile(String name, long pid, long startTicks, String command, Signal stopSignal) {

    boolean alive() {
        var now = Proc.startTicks(pid);
        return now.isPresent() && now.getAsLong() == startTicks;
    }

    void write(Home home) throws IOException {
        PrivateFiles.writeJson(home.pidFile(name), this);
    }

    static Optional<PidFile> living(Home home, String name) throws IOException {
        Path file = home.pidFile(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), PidFile.class))
                    .filter(PidFile::alive);
        } catch (JacksonException e) {
            throw new IOException(file + " is not a pid file: " + e.getOriginalMessage(), e);
        }
    }

    /** All that live, in no order. */
    static List<PidFile> living(Home home) throws IOException {
        var all = new ArrayList<PidFile>();
        if (!Files.isDirectory(home.run())) {
            return all;
        }
        try (Stream<Path> files = Files.list(home.run())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".pid")) {
                    living(home, name.substring(0, name.length() - ".pid".length()))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }
}
