package io.reelflow.media.listen;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cues as the text of a subtitle file. */
public final class Subtitles {
    private Subtitles() {}

    /** WebVTT, with voices where speakers are known; {@code &}, {@code <} and {@code >} are escaped. */
    public static String vtt(List<Cue> cues) {
        StringBuilder out = new StringBuilder("WEBVTT\n");
        for (Cue cue : cues) {
            out.append('\n').append(times(cue, '.')).append('\n');
            out.append(voice(cue.speaker())).append(escape(cue.text())).append('\n');
        }
        return out.toString();
    }

    /** SubRip: counted from 1, comma before the milliseconds. */
    public static String srt(List<Cue> cues) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < cues.size(); i++) {
            out.append(i + 1).append('\n').append(times(cues.get(i), ',')).append('\n');
            out.append(cues.get(i).text()).append("\n\n");
        }
        return out.toString();
    }

    /** It goes on to the end of the cue. */
    private static String voice(@Nullable String speaker) {
        return speaker == null ? "" : "<v " + escape(speaker.replaceAll("\\s+", " ")) + ">";
    }

    private static String times(Cue cue, char point) {
        long start = Math.round(cue.start() * 1000);
        return time(start, point) + " --> " + time(Math.max(start + 1, Math.round(cue.end() * 1000)), point);
    }

    private static String time(long millis, char point) {
        long seconds = millis / 1000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60,
                point,
                millis % 1000);
    }

    /** An arrow in a cue's text would end the cue: escaping {@code >} covers it. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
