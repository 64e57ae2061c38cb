package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import java.util.List;

/**
 * WebVTT and SubRip: cues announced by a line of times. What stands between them (comments, styles, numbers) is passed
 * over, and so is a cue whose times can not be read.
 */
final class CueLines {
    private final List<String> lines;
    private final boolean vtt;
    private final boolean numbered;

    private CueLines(String text) {
        this.lines = text.lines().toList();
        this.vtt = text.startsWith("WEBVTT");
        this.numbered = !vtt && numbered(lines);
    }

    static CueList read(String text) throws MediaException {
        CueList cues = new CueList();
        new CueLines(text).readInto(cues);
        return cues;
    }

    private void readInto(CueList cues) throws MediaException {
        int at = 0;
        while (at < lines.size()) {
            if (!CueTimes.announcedBy(lines.get(at))) {
                at++;
                continue;
            }
            int end = end(at + 1);
            CueTimes times = CueTimes.of(lines.get(at));
            if (times == null) {
                cues.addDamaged();
            } else {
                String text = String.join("\n", lines.subList(at + 1, end - numberLines(at + 1, end)));
                cues.add(times.start(), times.end(), CueMarkup.lines(text));
            }
            at = end;
        }
    }

    /** WebVTT ends a cue with an empty line. SubRip does too, but many files have such lines inside of cues. */
    private int end(int from) {
        int end = from;
        while (end < lines.size()
                && !CueTimes.announcedBy(lines.get(end))
                && !(vtt && lines.get(end).isEmpty())) {
            end++;
        }
        return end;
    }

    /** How many lines at the end of this cue belong to the next: its number. */
    private int numberLines(int from, int end) {
        return numbered && end < lines.size() && end > from && isNumber(lines.get(end - 1)) ? 1 : 0;
    }

    private static boolean numbered(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (CueTimes.announcedBy(lines.get(i))) {
                return i > 0 && isNumber(lines.get(i - 1));
            }
        }
        return false;
    }

    private static boolean isNumber(String line) {
        String bare = line.strip();
        return !bare.isEmpty() && bare.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
