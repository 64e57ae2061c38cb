package io.reelflow.local.process;

import io.reelflow.local.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

/**
 * The classes that one kind of process loads, in the form in which the JVM keeps them in memory (class data sharing): its next start takes about half the processor time (3.4 s for 7.8, measured on the status service). Made of a
 * living process, once after each build.
 */
public final class ClassArchive {
    private final Path target;
    private final Path file;
    private final Path arguments;

    /**
     * @param target folder of what was built for the process: its own jar and {@code lib}
     * @param kind of process
     */
    public ClassArchive(Path target, Home home, String kind) {
        this.target = target;
        this.file = target.resolve(kind + ".jsa");
        this.arguments = home.run().resolve(kind + ".jvm");
    }

    /** The argument by which a JVM uses the archive or, where there is none yet, can be asked for it; always the same. */
    public String argument() throws IOException {
        String option = isThere() ? "-XX:SharedArchiveFile=\"" + file + "\"" : "-XX:+RecordDynamicDumpInfo";
        Files.write(arguments, option.getBytes(StandardCharsets.UTF_8));
        return "@" + arguments;
    }

    /** Whether it is younger than what was built. */
    boolean isThere() throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        Instant made = Files.getLastModifiedTime(file).toInstant();
        return made.isAfter(youngestJar(target)) && made.isAfter(youngestJar(target.resolve("lib")));
    }

    private static Instant youngestJar(Path folder) throws IOException {
        Instant youngest = Instant.MIN;
        try (var jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                Instant modified = Files.getLastModifiedTime(jar).toInstant();
                youngest = modified.isAfter(youngest) ? modified : youngest;
            }
        }
        return youngest;
    }

    /** Makes it of a process that has been started with {@link #argument()} and is ready. */
    void make(long pid, Path log) throws IOException, InterruptedException {
        Path unfinished = file.resolveSibling(file.getFileName() + "." + pid);
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Tool.run(
                    List.of(jcmd, Long.toString(pid), "VM.cds", "dynamic_dump", unfinished.toString()),
                    log,
                    "the archive of its classes can not be made");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
