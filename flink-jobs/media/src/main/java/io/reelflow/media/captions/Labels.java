package io.reelflow.media.captions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out what is heard but not said: {@code [Music]} anywhere, {@code (laughs)} where it is the whole line, notes. */
final class Labels {
    private static final int LONGEST = 8;
    private static final Pattern IN_ONE_WORD = Pattern.compile("[\\[【][^\\[\\]【】]*\\p{L}[^\\[\\]【】]*[]】]");
    private static final Pattern NOTES = Pattern.compile("[♩♪♫♬]+");
    private static final Pattern WHOLE_LINE = Pattern.compile("[(（][^()（）]*[)）][.:]?|\\*[^*]*\\*");

    private Labels() {}

    static List<CaptionWord> without(List<CaptionWord> words) {
        String text = String.join(" ", words.stream().map(CaptionWord::text).toList());
        if (WHOLE_LINE.matcher(text).matches()) {
            return List.of();
        }
        List<CaptionWord> kept = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            int closing = closing(words, i);
            String rest = IN_ONE_WORD.matcher(words.get(i).text()).replaceAll("");
            if (closing > i) {
                String before = rest.substring(0, opening(rest));
                String after = words.get(closing).text().replaceFirst("^[^\\]】]*[]】]", "");
                rest = before + after;
            }
            rest = NOTES.matcher(rest).replaceAll("");
            if (!rest.isEmpty()) {
                kept.add(words.get(i).withText(rest));
            }
            i = Math.max(i, closing);
        }
        return kept;
    }

    /** Where a label that begins in this word ends; −1 where none does. */
    private static int closing(List<CaptionWord> words, int from) {
        String text = words.get(from).text();
        int opening = opening(text);
        if (opening < 0 || closes(text.substring(opening))) {
            return -1;
        }
        for (int i = from + 1; i < Math.min(words.size(), from + LONGEST); i++) {
            if (closes(words.get(i).text())) {
                return i;
            }
        }
        return -1;
    }

    private static int opening(String text) {
        return Math.max(text.lastIndexOf('['), text.lastIndexOf('【'));
    }

    private static boolean closes(String text) {
        return text.indexOf(']') >= 0 || text.indexOf('】') >= 0;
    }
}
