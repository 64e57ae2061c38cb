package io.reelflow.local.engine;

import io.reelflow.local.home.Home;
import io.reelflow.local.process.ClassArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was built and what was downloaded.
 *
 * @param root of the source tree, whose modules have been packaged
 * @param cache folder of tools, models and unpacked programs, shared by all homes
 */
public record Install(Path root, Path cache) {
    /** As {@code ./reelflow} and the environment say. */
    public static Install ofEnvironment() {
        String root = System.getProperty("reelflow.root");
        if (root == null) {
            throw new IllegalStateException("reelflow.root is not set: start this with ./reelflow");
        }
        return new Install(Path.of(root).toAbsolutePath(), cache(System.getenv()));
    }

    static Path cache(Map<String, String> environment) {
        String own = environment.get("REELFLOW_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String shared = environment.get("XDG_CACHE_HOME");
        Path base = shared != null && !shared.isBlank()
                ? Path.of(shared)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache");
        return base.resolve("reelflow").toAbsolutePath();
    }

    ClassArchive classArchive(Home home, String module, String kind) {
        return new ClassArchive(root.resolve(module).resolve("target"), home, kind);
    }

    /** The class path of a module: its own jar, if it has one, and everything it needs. */
    public String classpath(String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        Path libraries = target.resolve("lib");
        if (!Files.isDirectory(libraries)) {
            throw new IOException(module + " is not built: " + libraries + " is missing");
        }
        return Stream.concat(ownJars(target).stream(), Stream.of(libraries + "/*"))
                .collect(Collectors.joining(":"));
    }

    /** When what is on the class path of a module was built: another time is another build at the same path. */
    Map<String, String> build(String module) throws IOException {
        Path target = root.resolve(module).resolve("target");
        Instant youngest = Instant.EPOCH;
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            List<Path> jars = Stream.concat(ownJars(target).stream().map(Path::of), libraries)
                    .toList();
            for (Path jar : jars) {
                Instant built = Files.getLastModifiedTime(jar).toInstant();
                youngest = built.isAfter(youngest) ? built : youngest;
            }
        }
        return Map.of("REELFLOW_BUILD", youngest.toString());
    }

    private static List<String> ownJars(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("reelflow-.*SNAPSHOT\\.jar"))
                    .sorted(Comparator.naturalOrder())
                    .map(Path::toString)
                    .toList();
        }
    }
}
