package io.reelflow.media.worker;

import io.reelflow.media.tools.Posix;
import io.reelflow.media.tools.Session;
import io.reelflow.media.worker.WorkerMessage.Kind;
import io.reelflow.media.worker.WorkerMessage.Order;
import io.reelflow.media.worker.WorkerMessage.Report;
import io.reelflow.schemas.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.core.JacksonException;

/**
 * One child JVM, seen from its pool. Leads a process group of its own, and has a folder of its own for what native
 * libraries unpack.
 */
final class Worker {
    /** Whoever answers or keeps order goes first. */
    private static final int NICENESS = 10;

    /** Beginning small, and giving back: otherwise 130 MB of a heap fill up before the first collection. */
    private static final int FIRST_HEAP_MEGABYTES = 32;

    /**
     * glibc keeps 8 arenas a core and, once a block of up to 32 MB was freed, all of that size for itself: of a worker
     * that transcribed, 160 MiB were free so. With one arena and 4 MiB they were 100, for the same CPU time; with 1 MiB
     * 60, for 40% more.
     */
    private static final Map<String, String> SMALL_NATIVE = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_THRESHOLD_", Integer.toString(4 << 20),
            "MALLOC_TRIM_THRESHOLD_", Integer.toString(16 << 20));

    private final Process process;
    private final Path folder;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();

    private Worker(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Starts one. The calling thread must live as long as workers shall: their death signal is bound to it. */
    static Worker start(WorkerSettings settings, Path folder) throws IOException {
        Files.createDirectories(folder);
        ProcessBuilder builder = new ProcessBuilder(command(settings, folder)).directory(folder.toFile());
        builder.environment().putAll(settings.media().environment());
        builder.environment().putAll(SMALL_NATIVE);
        Path log = settings.log();
        builder.redirectError(
                log == null ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.appendTo(log.toFile()));
        Worker worker = new Worker(builder.start(), folder);
        Thread reader = new Thread(worker::readReports, "worker-" + worker.process.pid());
        reader.setDaemon(true);
        reader.start();
        return worker;
    }

    private static List<String> command(WorkerSettings settings, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + settings.heapMegabytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-Xms" + Math.min(FIRST_HEAP_MEGABYTES, settings.heapMegabytes()) + "m");
        command.addAll(List.of("-XX:MinHeapFreeRatio=20", "-XX:MaxHeapFreeRatio=40"));
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:+ErrorFileToStderr");
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-Dorg.bytedeco.javacpp.cachedir="
                + settings.media().cache().resolve("native").resolve("javacpp"));
        command.add("-cp");
        command.add(settings.classPath());
        command.add(settings.mainClass());
        return Session.niceAndMortal(NICENESS, command);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** False where its pipe is broken: it is gone. */
    boolean send(Order order) {
        byte[] line = (Json.text(order) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            OutputStream orders = process.getOutputStream();
            orders.write(line);
            orders.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Its next report; {@code GONE} for ever after its end. */
    Report next() throws InterruptedException {
        Report report = reports.take();
        if (report.kind() == Kind.GONE) {
            reports.add(report);
        }
        return report;
    }

    /** Ends it with every child process, and removes its folder. */
    void end() {
        Posix.killTreeAndWait(process);
        Folders.deleteQuietly(folder);
    }

    /** How it ended, for people. */
    String ending() throws InterruptedException {
        return "exit code " + process.waitFor();
    }

    private void readReports() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reports.add(Json.MAPPER.readValue(line, Report.class));
            }
        } catch (IOException | JacksonException e) {
            Posix.kill(process.pid()); // half a line: it died while it wrote
        } finally {
            reports.add(Report.of(Kind.GONE));
        }
    }
}
