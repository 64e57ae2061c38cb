package io.reelflow.bench.talk;

import io.reelflow.bench.stack.RunningStack;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.ClipPlan;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a completed job has left in the bucket of a stack, whose S3 server keeps objects as files. */
final class Results {
    private final Path bucket;
    private final Manifest manifest;

    private Results(Path bucket, Manifest manifest) {
        this.bucket = bucket;
        this.manifest = manifest;
    }

    static Results of(RunningStack stack, JsonNode job) throws IOException {
        Path bucket =
                stack.home().data().resolve("s3").resolve(stack.endpoints().s3().bucket());
        String key = ObjectKeys.manifest(
                job.path("video_id").asString(""), job.path("id").asString(""));
        return new Results(bucket, read(bucket, key, Manifest.class));
    }

    /** What each of its clips was made from, {@code film} being its source; options are the usual ones. */
    List<RenderRequest> clips(Path film) throws IOException {
        Source source = document(manifest.source(), Source.class);
        Transcript transcript = document(manifest.transcript(), Transcript.class);
        Picture picture = document(manifest.picture(), Picture.class);
        String analysis = manifest.analysis();
        if (source == null || transcript == null || analysis == null) {
            throw new IOException("job " + manifest.jobId() + " has made no clips: it lacks a source, a transcript or"
                    + " an analysis");
        }
        String plan = analysis.replaceFirst("[^/]+$", "clips.json");
        return read(bucket, plan, ClipPlan.class).clips().stream()
                .map(clip -> new RenderRequest(
                        film.toString(), source, clip, picture, touching(transcript, clip), JobOptions.DEFAULTS))
                .toList();
    }

    private static List<Segment> touching(Transcript transcript, ClipPlan.Planned clip) {
        return transcript.segments().stream()
                .filter(segment -> segment.end() > clip.start() && segment.start() < clip.end())
                .toList();
    }

    private <T> @Nullable T document(@Nullable String key, Class<T> type) throws IOException {
        return key == null ? null : read(bucket, key, type);
    }

    private static <T> T read(Path bucket, String key, Class<T> type) throws IOException {
        return Json.read(Files.readAllBytes(bucket.resolve(key)), type);
    }
}
