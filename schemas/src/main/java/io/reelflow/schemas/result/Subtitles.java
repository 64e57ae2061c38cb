package io.reelflow.schemas.result;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Timed text as a subtitle file. */
public final class Subtitles {
    private Subtitles() {}

    /** What is shown at one time. */
    public interface Entry {
        /** Seconds. */
        double start();

        /** Seconds. */
        double end();

        /** Lines as they are shown, none of them empty. */
        String text();

        @Nullable
        String speaker();
    }

    /** WebVTT, with voices where speakers are known; {@code &}, {@code <} and {@code >} are escaped. */
    public static String vtt(List<? extends Entry> entries) {
        StringBuilder out = new StringBuilder("WEBVTT\n");
        for (Entry entry : entries) {
            out.append('\n').append(times(entry, '.')).append('\n');
            out.append(voice(entry.speaker())).append(escape(entry.text())).append('\n');
        }
        return out.toString();
    }

    /** SubRip: counted from 1, comma before the milliseconds. */
    public static String srt(List<? extends Entry> entries) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < entries.size(); i++) {
            out.append(i + 1).append('\n').append(times(entries.get(i), ',')).append('\n');
            out.append(entries.get(i).text()).append("\n\n");
        }
        return out.toString();
    }

    /** It goes on to the end of the entry. */
    private static String voice(@Nullable String speaker) {
        return speaker == null ? "" : "<v " + escape(speaker.replaceAll("\\s+", " ")) + ">";
    }

    private static String times(Entry entry, char point) {
        long start = Math.round(entry.start() * 1000);
        return time(start, point) + " --> " + time(Math.max(start + 1, Math.round(entry.end() * 1000)), point);
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

    /** An arrow in the text would end the entry: escaping {@code >} covers it. */
    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
