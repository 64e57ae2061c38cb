package io.reelflow.status.video;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Source;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.storage.Results;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What completed jobs of a video, the newest first, have left for another one to begin with. */
@Component
final class StoredResults {
    private final Results results;
    private final ObjectStore store;

    StoredResults(Results results, ObjectStore store) {
        this.results = results;
        this.store = store;
    }

    /**
     * A result that can be corrected.
     *
     * @param source folder of its source
     * @param plan folder of the analysis whose plan its clips are of; null where it has none
     */
    record Correctable(Job job, String source, @Nullable String plan) {}

    private record Made(Job job, Manifest manifest, String source) {}

    private record Stored(Job job, String folder, Source source) {}

    /** Folder of the newest source that does for a job of that type; 409 where none does. */
    Mono<String> source(List<Job> all, JobType type, String videoId) {
        return made(all)
                .concatMap(
                        made -> store.document(Objects.requireNonNull(made.manifest.source()), Source.class)
                                .map(source -> new Stored(made.job, made.source, source)),
                        1)
                .collectList()
                .map(found -> found.stream()
                        .filter(each -> doesFor(type, each))
                        .findFirst()
                        .map(Stored::folder)
                        .orElseThrow(() -> missing(type, videoId, found)));
    }

    /** The newest result with clips, else the newest with a transcript; 409 where there is neither. */
    Mono<Correctable> correctable(List<Job> all) {
        return made(all)
                .filter(made -> made.manifest.transcript() != null
                        || !made.manifest.clips().isEmpty())
                .collectList()
                .map(found -> found.stream()
                        .filter(made -> !made.manifest.clips().isEmpty() || hasPlan(made.job))
                        .findFirst()
                        .or(() -> found.stream().findFirst())
                        .map(made -> new Correctable(made.job, made.source, plan(made.job, made.manifest)))
                        .orElseThrow(() -> ApiProblem.conflict(
                                "NOTHING_TO_CORRECT", "No result of this video has a transcript or clips")));
    }

    /** Folder of the analysis whose plan the job's clips are of. */
    Mono<Optional<String>> plan(Job job) {
        return results.manifest(ObjectKeys.manifest(job.videoId(), job.jobId()))
                .map(manifest -> Optional.ofNullable(plan(job, manifest)))
                .defaultIfEmpty(Optional.empty());
    }

    private static @Nullable String plan(Job job, Manifest manifest) {
        if (job.stored() != null && job.stored().analysis() != null) {
            return job.stored().analysis();
        }
        return manifest.analysis() == null ? null : folder(manifest.analysis());
    }

    /** Clips of a plan may all have been removed. */
    private static boolean hasPlan(Job job) {
        return job.stored() != null && job.stored().analysis() != null;
    }

    private Flux<Made> made(List<Job> all) {
        return Flux.fromIterable(all)
                .concatMap(
                        job -> results.manifest(ObjectKeys.manifest(job.videoId(), job.jobId()))
                                .filter(manifest -> manifest.source() != null)
                                .map(manifest ->
                                        new Made(job, manifest, folder(Objects.requireNonNull(manifest.source())))),
                        1);
    }

    private static boolean doesFor(JobType type, Stored stored) {
        Source source = stored.source;
        if (type == JobType.METADATA) {
            return true;
        }
        if (source.file() == null) {
            return false;
        }
        return switch (type) {
            case TRANSCRIPTION -> source.sound() != null;
            case SHORTS, SLIDES -> source.picture() != null;
            // A sound without a picture is whole where nobody asked for the sound alone.
            default ->
                source.picture() != null || (source.sound() != null && stored.job.jobType() != JobType.TRANSCRIPTION);
        };
    }

    private static ApiProblem missing(JobType type, String videoId, List<Stored> found) {
        boolean sound = found.stream().anyMatch(each -> each.source.file() != null && each.source.sound() != null);
        String then = "; POST /jobs fetches the source again";
        return sound
                ? ApiProblem.conflict(
                        "STORED_WITHOUT_PICTURE",
                        "job_type: '" + type.word() + "' needs a picture, and only the sound of video " + videoId
                                + " is stored" + then)
                : ApiProblem.conflict(
                        "NOTHING_STORED",
                        "job_type: nothing that '" + type.word() + "' can begin with is stored of video " + videoId
                                + then);
    }

    private static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }
}
