package io.reelflow.local.engine;

import io.reelflow.local.process.ClassArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java process: lean, and gone at once where memory runs out, so that it is started again. */
final class Jvm {
    private final List<String> options = new ArrayList<>();

    Jvm(int heapMegabytes) {
        options.add(java());
        options.addAll(List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ReservedCodeCacheSize=64m",
                "-Djava.net.preferIPv4Stack=true",
                "-Djava.awt.headless=true"));
    }

    /**
     * The second compiler takes what has run ten times as often as it would by itself: a start is as quick as with the
     * first compiler alone, but for 0.3 s of processor time (decision 34); what it gives in the long run: decision 42.
     */
    Jvm compilingWellLater() {
        return with(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Jvm with(ClassArchive archive) throws IOException {
        return with(archive.argument());
    }

    Jvm with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    List<String> command(String classpath, String main, String... arguments) {
        var command = new ArrayList<>(options);
        command.addAll(List.of("-cp", classpath, main));
        command.addAll(List.of(arguments));
        return command;
    }
}
