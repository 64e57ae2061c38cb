package io.reelflow.media.render;

import io.reelflow.media.listen.Captions;
import io.reelflow.media.listen.Cue;
import io.reelflow.media.listen.CueLayout;
import io.reelflow.media.listen.TimedText;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Subtitles;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said in a clip, as subtitle files and as what is burned in. Times are seconds of the clip. */
final class ClipCaptions {
    private final Framing framing;
    private final JobOptions options;
    private final double duration;
    private final List<Segment> spoken;
    private final CaptionFont font;

    ClipCaptions(RenderRequest request, Framing framing) {
        this.framing = framing;
        this.options = request.options();
        this.duration = request.clip().end() - request.clip().start();
        this.spoken = TimedText.window(
                request.segments(), request.clip().start(), request.clip().end());
        this.font = CaptionFont.of(written());
    }

    /** The font that has all letters of what is burned in. */
    CaptionFont font() {
        return font;
    }

    private String written() {
        String said = spoken.stream().map(Segment::text).collect(Collectors.joining(" "));
        return options.watermark() == null ? said : said + options.watermark().text();
    }

    String vtt() {
        return Subtitles.vtt(subtitles());
    }

    String srt() {
        return Subtitles.srt(subtitles());
    }

    /** The captions as they look burned in; null where nothing is said. */
    @Nullable
    String ass() {
        return spoken.isEmpty() ? null : captions().text();
    }

    /** All that is burned into the picture; null where that is nothing. */
    @Nullable
    String burned() {
        boolean captions = options.captions().burn() && !spoken.isEmpty();
        if (!captions && options.watermark() == null && !options.progressBar()) {
            return null;
        }
        AssDocument document = captions ? captions() : new AssDocument(framing, options.captions(), font);
        if (options.watermark() != null) {
            document.watermark(options.watermark(), duration);
        }
        return options.progressBar() ? document.progressBar(duration).text() : document.text();
    }

    /** Who speaks most of the clip; null where that is not known. */
    @Nullable
    String speaker() {
        return Speakers.main(spoken);
    }

    private AssDocument captions() {
        CueLayout layout = framing.upright() ? CueLayout.UPRIGHT : CueLayout.SUBTITLES;
        boolean karaoke = options.captions().style().equals("karaoke");
        return new AssDocument(framing, options.captions(), font).captions(new Captions(layout).cues(spoken), karaoke);
    }

    private List<Cue> subtitles() {
        return new Captions(CueLayout.SUBTITLES).cues(spoken);
    }
}
