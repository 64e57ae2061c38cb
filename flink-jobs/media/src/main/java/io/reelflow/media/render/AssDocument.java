package io.reelflow.media.render;

import io.reelflow.media.listen.Cue;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.result.Word;
import java.util.List;
import java.util.Locale;

/**
 * A clip's captions as an Advanced SubStation Alpha file for libass, in the clip's own pixels; in style
 * {@code karaoke} the word that is spoken is lit. A watermark and a progress bar, which are burned in and
 * no captions, are added for the burning alone.
 */
final class AssDocument {
    private static final String WHITE = "&H00FFFFFF";
    private static final String YELLOW = "&H0000D7FF";
    private static final String BLACK = "&H00000000";
    private static final String SHADE = "&H60000000";
    private static final int OUTLINED = 1;
    private static final int BOXED = 4;

    /** For libass: lines of Arabic or Hebrew begin at the right, as their first strong letter says. */
    private static final int DIRECTION_OF_THE_TEXT = -1;

    private final int width;
    private final int height;
    private final CaptionFont font;
    private final StringBuilder text = new StringBuilder();

    AssDocument(Framing framing, JobOptions.Captions options, CaptionFont font) {
        this.width = framing.width();
        this.height = framing.height();
        this.font = font;
        text.append("[Script Info]\nScriptType: v4.00+\nScaledBorderAndShadow: yes\nWrapStyle: 0\n")
                .append("YCbCr Matrix: None\nPlayResX: ")
                .append(width)
                .append("\nPlayResY: ")
                .append(height)
                .append(
                        "\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, ")
                .append("BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, ")
                .append("Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n")
                .append(captionStyle(framing, options))
                .append(style("Mark", "&H60FFFFFF", fontSize(0.6), OUTLINED, 7, side() / 30))
                .append(style("Bar", YELLOW, fontSize(1), OUTLINED, 7, 0))
                .append(
                        "\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
    }

    /** Adds cues, in seconds of the clip. */
    AssDocument captions(List<Cue> cues, boolean karaoke) {
        for (Cue cue : cues) {
            event(cue.start(), cue.end(), "Caption", karaoke ? karaoke(cue) : plain(cue));
        }
        return this;
    }

    /** Adds a text that stays in a corner. */
    AssDocument watermark(JobOptions.Watermark mark, double duration) {
        int corner = switch (mark.position()) {
            case "top-left" -> 7;
            case "top-right" -> 9;
            case "bottom-left" -> 1;
            default -> 3;
        };
        event(0, duration, "Mark", "{\\an" + corner + "}" + AssText.escape(mark.text()));
        return this;
    }

    /** Adds a bar that grows along the lower edge. */
    AssDocument progressBar(double duration) {
        int top = height - Math.max(4, height / 160);
        event(
                0,
                duration,
                "Bar",
                String.format(
                        Locale.ROOT,
                        "{\\an7\\pos(0,0)\\bord0\\shad0\\clip(0,%d,0,%d)\\t(\\clip(0,%d,%d,%d))\\p1}m 0 %d l %d %d %d %d 0 %d",
                        top,
                        height,
                        top,
                        width,
                        height,
                        top,
                        width,
                        top,
                        width,
                        height,
                        height));
        return this;
    }

    /** The file's text. */
    String text() {
        return text.toString();
    }

    private void event(double start, double end, String style, String content) {
        text.append("Dialogue: 0,")
                .append(AssText.time(start))
                .append(',')
                .append(AssText.time(end))
                .append(',')
                .append(style)
                .append(",,0,0,0,,")
                .append(content)
                .append('\n');
    }

    private static String plain(Cue cue) {
        StringBuilder content = new StringBuilder();
        for (int line = 0; line < cue.lines().size(); line++) {
            content.append(line == 0 ? "" : "\\N").append(AssText.escape(cue.line(line)));
        }
        return content.toString();
    }

    /** Each word is lit from when it begins until the next one does, the last one until the caption goes. */
    private static String karaoke(Cue cue) {
        StringBuilder content = new StringBuilder();
        List<Word> words = cue.lines().stream().flatMap(List::stream).toList();
        int next = 0;
        for (List<Word> line : cue.lines()) {
            content.append(next > 0 ? "\\N" : "");
            for (int i = 0; i < line.size(); i++) {
                next++;
                content.append(i > 0 ? cue.separator() : "").append("{\\1c").append(WHITE);
                content.append(at(millis(cue, line.get(i)), YELLOW));
                content.append(next < words.size() ? at(millis(cue, words.get(next)), WHITE) : "");
                content.append('}').append(AssText.escape(line.get(i).text()));
            }
        }
        return content.toString();
    }

    /** Where a word begins, in the unit of {@code \\t}; the time of its caption is in hundredths. */
    private static long millis(Cue cue, Word word) {
        return Math.max(0, Math.round(word.start() * 1000) - 10 * AssText.centis(cue.start()));
    }

    /** From a moment on another colour; {@code \\t} without a length would take the whole caption's. */
    private static String at(long millis, String colour) {
        return "\\t(" + millis + "," + (millis + 1) + ",\\1c" + colour + ")";
    }

    private String captionStyle(Framing framing, JobOptions.Captions options) {
        int alignment = switch (options.position()) {
            case "top" -> 8;
            case "middle" -> 5;
            default -> 2;
        };
        // Upright players lay their own controls over the lowest sixth.
        int margin = (int) Math.round(height * (framing.upright() ? 0.17 : 0.06));
        int border = options.style().equals("boxed") ? BOXED : OUTLINED;
        return style("Caption", WHITE, fontSize(1), border, alignment, margin);
    }

    private String style(String name, String colour, int size, int border, int alignment, int margin) {
        return String.format(
                Locale.ROOT,
                "Style: %s,%s,%d,%s,%s,%s,%s,-1,0,0,0,100,100,0,0,%d,%d,0,%d,%d,%d,%d,%d%n",
                name,
                font.family(),
                size,
                colour,
                colour,
                BLACK,
                SHADE,
                border,
                Math.max(1, size / 10),
                alignment,
                width / 20,
                width / 20,
                margin,
                DIRECTION_OF_THE_TEXT);
    }

    /** 22 letters fill an upright line, 42 a wide one. */
    private int fontSize(double scale) {
        return (int) Math.max(6, Math.round(font.size() * scale * (width <= height ? width * 0.075 : height * 0.055)));
    }

    private int side() {
        return Math.min(width, height);
    }
}
