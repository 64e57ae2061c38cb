package io.reelflow.status.video;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.related.RelatedVideos;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.storage.Results;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A video as a whole: what the newest results say of it, and the jobs that made them. */
@Component
final class VideoDocuments {
    /** Results that may each add what a newer one did not make: transcript, slides, clips. */
    private static final int NEWEST = 5;

    private static final Mono<Optional<List<CommentThread>>> NOT_ASKED = Mono.just(Optional.empty());

    private final Videos videos;
    private final Results results;
    private final ObjectStore store;
    private final RelatedVideos related;

    VideoDocuments(Videos videos, Results results, ObjectStore store, RelatedVideos related) {
        this.videos = videos;
        this.results = results;
        this.store = store;
        this.related = related;
    }

    /**
     * Parts that no completed job has made are null.
     *
     * @param comments null where nobody asked for them
     */
    record Video(
            String videoId,
            Source.@Nullable Metadata metadata,
            @Nullable TranscriptView transcript,
            List<Chapter> chapters,
            List<Results.ClipMetadata> clips,
            List<Results.SlideView> slides,
            List<JobLine> jobs,
            @Nullable List<CommentThread> comments,
            List<RelatedVideos.Related> relationships) {}

    record TranscriptView(
            @Nullable String language, @Nullable String text, List<Segment> segments) {}

    record JobLine(
            String id,
            @Nullable JobType jobType,
            JobStatus status,
            @Nullable Instant completedAt) {
        static JobLine of(JobState state) {
            return new JobLine(
                    state.jobId(),
                    state.job() == null ? null : state.job().jobType(),
                    state.status(),
                    state.completedAt());
        }
    }

    /**
     * @param comments whether what people say is wanted
     * @param base scheme and authority that addresses of files begin with
     */
    Mono<Video> of(String videoId, boolean comments, Caller caller, String base) {
        return videos.completed(videoId, caller)
                .flatMap(jobs -> Mono.zip(
                                Flux.fromIterable(jobs)
                                        .concatMap(job -> Mono.justOrEmpty(job.manifestKey()), 1)
                                        .take(NEWEST)
                                        .concatMap(key -> results.of(key, base), 1)
                                        .collectList(),
                                metadata(jobs, base),
                                comments ? comments(jobs) : NOT_ASKED,
                                Blocking.call(() -> related.of(videoId, caller.sees())))
                        .map(found -> video(
                                videoId,
                                jobs,
                                found.getT1(),
                                found.getT2().orElse(null),
                                found.getT3().orElse(null),
                                found.getT4())));
    }

    private Mono<Optional<Source.Metadata>> metadata(List<JobState> jobs, String base) {
        return manifests(jobs)
                .concatMap(manifest -> Mono.justOrEmpty(manifest.source()), 1)
                .concatMap(key -> store.document(key, Source.class).map(source -> metadata(source, key, base)), 1)
                .next()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    /** With the address of the stored picture in place of its name. */
    private static Source.Metadata metadata(Source source, String key, String base) {
        String picture = source.metadata().thumbnail();
        return picture == null
                ? source.metadata()
                : source.metadata()
                        .withThumbnail(
                                WebAddress.api(base, "/files/") + key.substring(0, key.lastIndexOf('/') + 1) + picture);
    }

    /** Of the newest job that fetched them; none where no job did. */
    private Mono<Optional<List<CommentThread>>> comments(List<JobState> jobs) {
        return manifests(jobs)
                .concatMap(manifest -> Mono.justOrEmpty(manifest.comments()), 1)
                .concatMap(key -> store.document(key, Comments.class), 1)
                .next()
                .map(comments -> Optional.of(CommentThread.of(comments)))
                .defaultIfEmpty(Optional.of(List.of()));
    }

    private Flux<Manifest> manifests(List<JobState> jobs) {
        return Flux.fromIterable(jobs)
                .concatMap(job -> Mono.justOrEmpty(job.manifestKey()), 1)
                .concatMap(results::manifest, 1);
    }

    private static Video video(
            String videoId,
            List<JobState> jobs,
            List<Results.Result> all,
            Source.@Nullable Metadata metadata,
            @Nullable List<CommentThread> comments,
            List<RelatedVideos.Related> relationships) {
        Optional<Results.Result> spoken =
                all.stream().filter(each -> each.transcriptSegments() != null).findFirst();
        return new Video(
                videoId,
                metadata,
                spoken.map(VideoDocuments::transcript).orElse(null),
                chapters(all, metadata),
                first(all.stream().map(Results.Result::generatedClips).toList()),
                first(all.stream().map(Results.Result::slides).toList()),
                jobs.stream().map(JobLine::of).toList(),
                comments,
                relationships);
    }

    /** A job without media brings the publisher's alone. */
    private static List<Chapter> chapters(List<Results.Result> all, Source.@Nullable Metadata metadata) {
        List<Chapter> made = first(all.stream().map(Results.Result::chapters).toList());
        return made.isEmpty() && metadata != null ? metadata.chapters() : made;
    }

    private static TranscriptView transcript(Results.Result result) {
        Results.AnalysisResults analysis = result.analysisResults();
        return new TranscriptView(
                analysis == null ? null : analysis.language(),
                result.transcript(),
                Objects.requireNonNullElse(result.transcriptSegments(), List.of()));
    }

    private static <T> List<T> first(List<@Nullable List<T>> newestFirst) {
        for (List<T> each : newestFirst) {
            if (each != null && !each.isEmpty()) {
                return each;
            }
        }
        return List.of();
    }
}
