package io.reelflow.media;

import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.media.analyze.Analyzed;
import io.reelflow.media.convert.ConvertRequest;
import io.reelflow.media.convert.Converted;
import io.reelflow.media.fetch.CommentsFound;
import io.reelflow.media.fetch.CommentsRequest;
import io.reelflow.media.fetch.FetchRequest;
import io.reelflow.media.fetch.ListFound;
import io.reelflow.media.fetch.ListRequest;
import io.reelflow.media.listen.ListenPlan;
import io.reelflow.media.listen.ListenRequest;
import io.reelflow.media.listen.SpanTranscript;
import io.reelflow.media.listen.TranscribeRequest;
import io.reelflow.media.render.RenderRequest;
import io.reelflow.media.slides.ReadSlides;
import io.reelflow.media.slides.SlidesRequest;
import io.reelflow.media.watch.WatchRequest;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Picture;
import io.reelflow.schemas.result.Source;

/**
 * The tasks there are, by name.
 *
 * @param work the kind of work it is: permits are counted by it
 */
public record TaskType<I, O>(String name, WorkKind work, Class<I> input, Class<O> output) {
    /** Downloads (or takes) a source, probes it and reads its metadata. */
    public static final TaskType<FetchRequest, Source> FETCH =
            new TaskType<>("fetch", WorkKind.NETWORK, FetchRequest.class, Source.class);
    /** What people say under a video, as {@code comments.json}. */
    public static final TaskType<CommentsRequest, CommentsFound> COMMENTS =
            new TaskType<>("comments", WorkKind.NETWORK, CommentsRequest.class, CommentsFound.class);
    /** The videos of a channel, playlist, feed or sitemap. */
    public static final TaskType<ListRequest, ListFound> LIST =
            new TaskType<>("list", WorkKind.NETWORK, ListRequest.class, ListFound.class);
    /** Extracts {@code audio.flac}, finds speech, its language, and cuts it into spans. */
    public static final TaskType<ListenRequest, ListenPlan> LISTEN =
            new TaskType<>("listen", WorkKind.CPU, ListenRequest.class, ListenPlan.class);
    /** Words of one span. */
    public static final TaskType<TranscribeRequest, SpanTranscript> TRANSCRIBE =
            new TaskType<>("transcribe", WorkKind.CPU, TranscribeRequest.class, SpanTranscript.class);
    /** Shots, stills (with their PNGs) and faces. */
    public static final TaskType<WatchRequest, Picture> WATCH =
            new TaskType<>("watch", WorkKind.CPU, WatchRequest.class, Picture.class);
    /** Analysis, slides with what was said, and the clip plan. */
    public static final TaskType<AnalyzeRequest, Analyzed> ANALYZE =
            new TaskType<>("analyze", WorkKind.CPU, AnalyzeRequest.class, Analyzed.class);
    /** What is written on slides, and their PDF. */
    public static final TaskType<SlidesRequest, ReadSlides> SLIDES =
            new TaskType<>("slides", WorkKind.CPU, SlidesRequest.class, ReadSlides.class);
    /** One clip with its thumbnail and captions. */
    public static final TaskType<RenderRequest, Clip> RENDER =
            new TaskType<>("render", WorkKind.ENCODE, RenderRequest.class, Clip.class);
    /** The source in another format, for a download. */
    public static final TaskType<ConvertRequest, Converted> CONVERT =
            new TaskType<>("convert", WorkKind.ENCODE, ConvertRequest.class, Converted.class);
}
