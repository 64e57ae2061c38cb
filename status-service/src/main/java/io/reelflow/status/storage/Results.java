package io.reelflow.status.storage;

import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.WebAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Results of completed jobs, as clients see them, out of the documents that the manifest names. */
@Component
public final class Results {
    private final ObjectStore store;

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
    public Mono<Result> of(String manifestKey, String base) {
        return manifest(manifestKey)
                .flatMap(manifest -> Mono.zip(
                                optional(manifest.transcript(), Transcript.class),
                                optional(manifest.analysis(), Analysis.class),
                                optional(manifest.slides(), SlideDeck.class),
                                optional(manifest.analysis() == null ? manifest.source() : null, Source.class))
                        .map(documents -> result(
                                manifest,
                                documents.getT1().orElse(null),
                                documents.getT2().orElse(null),
                                documents.getT3().orElse(null),
                                documents.getT4().orElse(null),
                                WebAddress.api(base, "/files/") + manifestKey,
                                base)));
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
