package io.reelflow.bench.listen;

import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.Steps;
import io.reelflow.media.worker.WorkerMain;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.media.worker.WorkerSettings;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Ours: what {@code media transcribe --workers} does, in worker processes that stay. */
final class Reelflow implements Recogniser {
    private final WorkerPool pool;
    private final JobOptions options;
    private final Path folder;
    private final Growth growth = new Growth();
    private @Nullable ProcessMemory memory;
    private int runs;

    /** @param folder for scratch files and {@code worker.log} */
    Reelflow(Install install, JobOptions options, Path folder) throws IOException {
        this.pool = new WorkerPool(staying(MediaSetup.workers(install, folder)));
        this.options = options;
        this.folder = folder;
    }

    /** As they are, but for this: an idle worker stays while another recogniser runs. */
    private static WorkerSettings staying(WorkerSettings settings) {
        return new WorkerSettings(
                settings.media(),
                settings.classPath(),
                settings.mainClass(),
                settings.heapMegabytes(),
                settings.permits(),
                Duration.ofDays(1),
                settings.log());
    }

    @Override
    public String name() {
        return "reelflow";
    }

    @Override
    public Run listen(Path file, boolean wordTimes) throws IOException, InterruptedException {
        Path out = folder.resolve("run-" + ++runs);
        var meter = new ChunkMeter(pool, this::chunkDone);
        try {
            long start = System.nanoTime();
            Steps steps = new Steps(meter, options, out, List.of(), Progress.NONE);
            Transcript transcript = steps.transcribe(steps.fetch(file.toString(), true, false));
            double seconds = (System.nanoTime() - start) / 1e9;
            if (transcript == null) {
                throw new IOException("the file has no sound");
            }
            if (memory == null) {
                memory = ProcessMemory.ofJvm(worker());
            }
            return new Run(heard(transcript), seconds, meter.cpuSeconds());
        } catch (MediaException e) {
            throw new IOException(e.code() + ": " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            memory = null; // another worker took its place
            throw e.getCause();
        } finally {
            Scratch.delete(out);
        }
    }

    private void chunkDone() {
        try {
            if (memory != null) { // from the second run on: the first loads
                growth.add(memory.besideHeap());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Heard heard(Transcript transcript) {
        return new Heard(
                transcript.language(),
                transcript.text(),
                transcript.segments().stream()
                        .flatMap(segment -> segment.words().stream())
                        .map(word -> new Heard.Word(word.start(), word.text()))
                        .toList(),
                transcript.segments().stream().map(Reelflow::stretch).toList());
    }

    private static Heard.Stretch stretch(Segment segment) {
        return new Heard.Stretch(segment.start(), segment.end(), segment.speaker());
    }

    /** The worker that transcribes: the largest one. */
    private static long worker() throws IOException {
        long largest = 0;
        OptionalLong found = OptionalLong.empty();
        for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
            String command = Files.readString(Path.of("/proc/" + each.pid() + "/cmdline"));
            if (command.contains(WorkerMain.class.getName()) && ProcessMemory.peak(each.pid()) > largest) {
                largest = (long) ProcessMemory.peak(each.pid());
                found = OptionalLong.of(each.pid());
            }
        }
        return found.orElseThrow(() -> new IOException("no worker process is up"));
    }

    /** Memory beside the Java heap, after each chunk that was transcribed. */
    Growth growth() {
        return growth;
    }

    @Override
    public double peakMebibytes() throws IOException {
        return ProcessMemory.peak(worker());
    }

    @Override
    public void close() {
        pool.close();
    }
}
