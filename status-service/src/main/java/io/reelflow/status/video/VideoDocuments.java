package io.reelflow.status.video;

import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Source;
import io.reelflow.status.Blocking;
import io.reelflow.status.WebAddress;
import io.reelflow.status.access.Caller;
import io.reelflow.status.edit.Shown;
import io.reelflow.status.edit.VideoEdits;
import io.reelflow.status.related.RelatedVideos;
import io.reelflow.status.storage.Documents;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.storage.Results;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    private final VideoEdits edits;

    VideoDocuments(Videos videos, Results results, ObjectStore store, RelatedVideos related, VideoEdits edits) {
        this.videos = videos;
        this.results = results;
        this.store = store;
        this.related = related;
        this.edits = edits;
    }

    /**
     * Parts that no completed job has made are null.
     *
     * @param comments null where nobody asked for them
     * @param revision how often people have changed it
     * @param versions the newest results, by job
     * @param duration seconds; 0 where it is not known
     * @param media null where no media is stored
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
            List<RelatedVideos.Related> relationships,
            long revision,
            List<Versions.Version> versions,
            double duration,
            @Nullable Media media) {}

    /** What of the stored source can be played. */
    record Media(boolean picture, boolean sound) {
        /** Null of a source that is no media. */
        static @Nullable Media of(List<Documents> made) {
            return made.stream()
                    .map(Documents::source)
                    .filter(Objects::nonNull)
                    .filter(source -> source.file() != null)
                    .map(source -> new Media(source.picture() != null, source.sound() != null))
                    .reduce((one, other) -> new Media(one.picture || other.picture, one.sound || other.sound))
                    .orElse(null);
        }
    }

    /** A video as its jobs have made it. */
    record Original(Video video) {
        Shown shown() {
            return CorrectedVideo.shown(video, video.duration());
        }
    }

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
     * The video as people have corrected it.
     *
     * @param comments whether what people say is wanted
     * @param base scheme and authority that addresses of files begin with
     */
    Mono<Video> of(String videoId, boolean comments, Caller caller, String base) {
        return original(videoId, comments, caller, base)
                .zipWith(Blocking.call(() -> edits.of(videoId)))
                .map(found -> CorrectedVideo.of(found.getT1().video(), found.getT2()));
    }

    /** @param base scheme and authority that addresses of files begin with */
    Mono<Original> original(String videoId, Caller caller, String base) {
        return original(videoId, false, caller, base);
    }

    private Mono<Original> original(String videoId, boolean comments, Caller caller, String base) {
        return videos.completed(videoId, caller)
                .flatMap(jobs -> Mono.zip(
                                Flux.fromIterable(jobs)
                                        .concatMap(results::documents, 1)
                                        .take(NEWEST)
                                        .collectList(),
                                comments ? comments(jobs) : NOT_ASKED,
                                Blocking.call(() -> related.of(videoId, caller.sees())))
                        .map(found -> new Original(video(
                                videoId, jobs, found.getT1(), found.getT2().orElse(null), found.getT3(), base))));
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

    private static Stream<Source.Metadata> metadata(Documents made, String base) {
        Source source = made.source();
        String key = made.manifest().source();
        return source == null || key == null ? Stream.empty() : Stream.of(metadata(source, key, base));
    }

    /** Of the newest job that fetched them; none where no job did. */
    private Mono<Optional<List<CommentThread>>> comments(List<JobState> jobs) {
        return Flux.fromIterable(jobs)
                .concatMap(job -> Mono.justOrEmpty(job.manifestKey()), 1)
                .concatMap(results::manifest, 1)
                .concatMap(manifest -> Mono.justOrEmpty(manifest.comments()), 1)
                .concatMap(key -> store.document(key, Comments.class), 1)
                .next()
                .map(comments -> Optional.of(CommentThread.of(comments)))
                .defaultIfEmpty(Optional.of(List.of()));
    }

    private static Video video(
            String videoId,
            List<JobState> jobs,
            List<Documents> made,
            @Nullable List<CommentThread> comments,
            List<RelatedVideos.Related> relationships,
            String base) {
        List<Results.Result> all =
                made.stream().map(each -> Results.of(each, base)).toList();
        Source.Metadata metadata =
                made.stream().flatMap(each -> metadata(each, base)).findFirst().orElse(null);
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
                relationships,
                0,
                Versions.of(jobs, made),
                made.stream()
                        .mapToDouble(each -> each.manifest().duration())
                        .max()
                        .orElse(0),
                Media.of(made));
    }

    /** A job without media brings the publisher's alone. */
    private static List<Chapter> chapters(List<Results.Result> all, Source.@Nullable Metadata metadata) {
        List<Chapter> made = first(all.stream().map(Results.Result::chapters).toList());
        return made.isEmpty() && metadata != null ? metadata.chapters() : made;
    }

    /** Results by job, the newest first, as far as anybody looks through them. */
    Mono<List<Versions.Version>> versions(String videoId, Caller caller) {
        return videos.completed(videoId, caller)
                .flatMap(jobs -> Flux.fromIterable(jobs)
                        .concatMap(results::documents, 1)
                        .collectList()
                        .map(made -> Versions.of(jobs, made)));
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
