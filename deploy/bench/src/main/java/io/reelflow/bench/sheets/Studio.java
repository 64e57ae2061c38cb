package io.reelflow.bench.sheets;

import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.local.engine.Install;
import io.reelflow.media.MediaException;
import io.reelflow.media.Options;
import io.reelflow.media.Progress;
import io.reelflow.media.Steps;
import io.reelflow.media.TaskType;
import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.worker.WorkerPool;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.ClipPlan.Planned;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a job does with a film, in a worker, without a stack. */
final class Studio implements AutoCloseable {
    private final WorkerPool pool;
    private final Path folder;
    private int runs;

    /** @param folder for scratch files and {@code worker.log} */
    Studio(Install install, Path folder) throws IOException {
        this.pool = new WorkerPool(MediaSetup.workers(install, folder));
        this.folder = folder;
    }

    /** @param folder of all of its files, as the command line of the media tasks leaves them */
    record Seen(Path folder, Source source, @Nullable Transcript transcript, Picture picture, Analyzed analyzed) {
        Path slide(String image) {
            return folder.resolve("picture").resolve(image);
        }

        Path film() {
            return folder.resolve("source").resolve(Objects.requireNonNull(source.file()));
        }
    }

    /** A clip and its file. */
    record Made(Clip clip, Path video, Path thumbnail) {}

    /** Everything up to the plan of clips. */
    Seen see(Path film, Map<String, String> options) throws IOException, InterruptedException {
        Path out = Files.createDirectory(folder.resolve("film-" + ++runs));
        try {
            Steps steps = new Steps(pool, Options.of(options), out, List.of(), Progress.NONE);
            Source source = steps.fetch(film.toString(), false, false);
            Transcript transcript = steps.transcribe(source);
            Picture picture = steps.watch(source, true);
            if (picture == null) {
                throw new IOException(film + ": has no picture");
            }
            return new Seen(out, source, transcript, picture, steps.analyze(source, transcript, picture, true));
        } catch (MediaException e) {
            throw new IOException(film + ": " + e.code() + ": " + e.getMessage(), e);
        }
    }

    Made clip(Seen seen, Planned plan, Map<String, String> options) throws IOException, InterruptedException {
        Path out = Files.createDirectory(folder.resolve("clip-" + ++runs));
        List<Segment> spoken = seen.transcript == null
                ? List.of()
                : seen.transcript.segments().stream()
                        .filter(each -> each.end() > plan.start() && each.start() < plan.end())
                        .toList();
        try {
            RenderRequest request = new RenderRequest(
                    seen.film().toString(), seen.source, plan, seen.picture, spoken, Options.of(options));
            Clip clip = pool.run(TaskType.RENDER, request, out, Progress.NONE);
            return new Made(
                    clip,
                    out.resolve(clip.files().video()),
                    out.resolve(clip.files().thumbnail()));
        } catch (MediaException e) {
            throw new IOException(seen.film() + ": " + e.code() + ": " + e.getMessage(), e);
        }
    }

    /** A clip of all of a film. */
    static Planned whole(double seconds) {
        return new Planned("clip", 0, seconds, 1, null, null, null, List.of(), List.of(), "", List.of());
    }

    @Override
    public void close() {
        pool.close();
    }
}
