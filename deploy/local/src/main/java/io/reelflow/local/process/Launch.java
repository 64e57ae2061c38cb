package io.reelflow.local.process;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How a process is started.
 *
 * @param environment added to that of the launcher
 * @param resume last arguments, of this start only: a process started with others is still the same one
 */
public record Launch(List<String> command, Map<String, String> environment, List<String> resume) {
    public Launch(List<String> command, Map<String, String> environment) {
        this(command, environment, List.of());
    }

    String fingerprint() {
        String all = command + "\n" + new TreeMap<>(environment);
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
