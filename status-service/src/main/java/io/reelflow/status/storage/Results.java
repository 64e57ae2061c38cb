package io.reelflow.status.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.WebAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Results of completed jobs, as clients see them, out of the documents that the manifest names. */
@Component
public final class Results {
    private static final Duration LIFE = Duration.ofHours(1);

    /** Words and the like, of about 100 bytes each: those of some 30 hours of speech. */
    private static final long MOST = 300_000;

    private final ObjectStore store;
    private final Cache<String, Documents> recent = Caffeine.newBuilder()
            .expireAfterWrite(LIFE)
            .maximumWeight(MOST)
            .<String, Documents>weigher((key, documents) -> documents.size())
            .build();

    Results(ObjectStore store) {
        this.store = store;
    }

    /** What a job's body has besides the job itself; null where the job type makes none. */
    public record Result(
            @Nullable String videoTitle,
            double duration,
            @Nullable String transcript,
            @Nullable List<Segment> transcriptSegments,
            @Nullable AnalysisResults analysisResults,
            @Nullable List<Chapter> chapters,
            List<ClipMetadata> generatedClips,
            @Nullable List<SlideView> slides,
            String metadataUri,
            List<String> warnings) {}

    public record AnalysisResults(
            @Nullable String language,
            @Nullable String summary,
            List<Analysis.Topic> topics,
            List<String> keywords,
            Analysis.@Nullable Sentiment sentiment,
            List<Analysis.Entity> entities,
            List<Analysis.Highlight> highlights,
            List<String> notes,
            Analysis.@Nullable Endpoint endpoint) {}

    public record ClipMetadata(
            String clipId,
            @Nullable String title,
            @Nullable String description,
            double startTime,
            double endTime,
            double duration,
            String transcriptSegment,
            double score,
            List<String> tags,
            List<String> hashtags,
            @Nullable String hook,
            int width,
            int height,
            @Nullable String speaker,
            List<Clip.Crop> cropPath,
            Assets assets) {}

    public record Assets(String videoUrl, String thumbnailUrl, String captionsVttUrl, String captionsSrtUrl) {}

    public record SlideView(
            int index,
            double startTime,
            double endTime,
            @Nullable String title,
            String imageUrl,
            @Nullable String text,
            @Nullable String transcript,
            @Nullable Integer sameAs) {}

    /** Empty where there is no such manifest. */
    public Mono<Manifest> manifest(String key) {
        return store.document(key, Manifest.class);
    }

    /** @param base scheme and authority that addresses of files begin with */
    public Mono<Result> of(JobState job, String base) {
        return documents(job).map(documents -> of(documents, base));
    }

    /** @param base scheme and authority that addresses of files begin with */
    public static Result of(Documents documents, String base) {
        Manifest manifest = documents.manifest();
        return result(
                manifest,
                documents.transcript(),
                documents.analysis(),
                documents.slides(),
                manifest.analysis() == null ? documents.source() : null,
                WebAddress.api(base, "/files/") + ObjectKeys.manifest(manifest.videoId(), manifest.jobId()),
                base);
    }

    /**
     * What a completed job has left behind, empty where that is nothing. It is kept for a while by the job's position in the
     * log, which moves before the job can make other results.
     */
    public Mono<Documents> documents(JobState job) {
        String manifestKey = job.manifestKey();
        if (manifestKey == null) {
            return Mono.empty();
        }
        String version = manifestKey + "@" + job.sequence();
        Documents kept = recent.getIfPresent(version);
        return kept != null ? Mono.just(kept) : read(manifestKey).doOnNext(read -> recent.put(version, read));
    }

    private Mono<Documents> read(String manifestKey) {
        return manifest(manifestKey)
                .flatMap(manifest -> Mono.zip(
                                optional(manifest.source(), Source.class),
                                optional(manifest.transcript(), Transcript.class),
                                optional(manifest.analysis(), Analysis.class),
                                optional(manifest.slides(), SlideDeck.class))
                        .map(found -> new Documents(
                                manifest,
                                found.getT1().orElse(null),
                                found.getT2().orElse(null),
                                found.getT3().orElse(null),
                                found.getT4().orElse(null))));
    }

    private <T> Mono<Optional<T>> optional(@Nullable String key, Class<T> type) {
        return key == null
                ? Mono.just(Optional.empty())
                : store.document(key, type).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private static Result result(
            Manifest manifest,
            @Nullable Transcript transcript,
            @Nullable Analysis analysis,
            @Nullable SlideDeck deck,
            @Nullable Source source,
            String metadataUri,
            String base) {
        return new Result(
                manifest.title(),
                manifest.duration(),
                transcript == null ? null : transcript.text(),
                transcript == null ? null : transcript.segments(),
                analysis == null ? null : analysis(analysis),
                analysis != null
                        ? analysis.chapters()
                        : source == null ? null : source.metadata().chapters(),
                manifest.clips().stream()
                        .map(clip -> clip(clip, manifest.videoId(), base))
                        .toList(),
                deck == null
                        ? null
                        : deck.slides().stream()
                                .map(slide -> slide(slide, manifest, base))
                                .toList(),
                metadataUri,
                manifest.warnings());
    }

    private static AnalysisResults analysis(Analysis from) {
        return new AnalysisResults(
                from.language(),
                from.summary(),
                from.topics(),
                from.keywords(),
                from.sentiment(),
                from.entities(),
                from.highlights(),
                from.notes(),
                from.endpoint());
    }

    private static ClipMetadata clip(Clip from, String videoId, String base) {
        String address = WebAddress.api(base, "/videos/%s/clips/%s", videoId, from.clipId());
        String video = from.files().video();
        return new ClipMetadata(
                from.clipId(),
                from.title(),
                from.description(),
                from.startTime(),
                from.endTime(),
                from.duration(),
                from.transcriptSegment(),
                from.score(),
                from.tags(),
                from.hashtags(),
                from.hook(),
                from.width(),
                from.height(),
                from.speaker(),
                from.cropPath(),
                new Assets(
                        address + video.substring(video.lastIndexOf('.')),
                        address + ".jpg",
                        address + ".vtt",
                        address + ".srt"));
    }

    /** The address names the job: another job of the same video may have found other slides. */
    private static SlideView slide(SlideDeck.Slide from, Manifest manifest, String base) {
        String address = WebAddress.api(base, "/videos/%s/slides/%s.png", manifest.videoId(), from.index());
        return new SlideView(
                from.index(),
                from.startTime(),
                from.endTime(),
                from.title(),
                address + "?job_id=" + manifest.jobId(),
                from.text(),
                from.transcript(),
                from.sameAs());
    }
}
