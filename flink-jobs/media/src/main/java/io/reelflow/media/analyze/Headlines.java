package io.reelflow.media.analyze;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Short texts for people: titles, hooks, hashtags. */
final class Headlines {
    private Headlines() {}

    /** At most {@code most} characters, cut between words, with an ellipsis where something was cut. */
    static String shorten(String text, int most) {
        String plain = text.strip();
        if (plain.length() <= most) {
            return plain;
        }
        int space = plain.lastIndexOf(' ', most - 1);
        int end = space > most / 2 ? space : plain.offsetByCodePoints(0, plain.codePointCount(0, most - 1));
        return plain.substring(0, end).replaceAll("[\\s,;:–—-]+$", "") + "…";
    }

    static String capital(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }

    /** A sentence as a title: its end mark goes, unless it asks or exclaims. */
    static String title(String sentence, int most) {
        return capital(shorten(sentence.strip().replaceAll("[.,;:…。]+$", ""), most));
    }

    /** {@code open source} is {@code #OpenSource}; what holds no letter gives none. */
    static List<String> hashtags(List<String> tags) {
        var hashtags = new ArrayList<String>();
        for (String tag : tags) {
            var hashtag = new StringBuilder("#");
            for (String word : tag.split("[^\\p{L}\\p{M}\\p{N}]+", -1)) {
                hashtag.append(capital(word));
            }
            if (hashtag.chars().anyMatch(Character::isLetter)) {
                hashtags.add(hashtag.toString());
            }
        }
        return List.copyOf(hashtags);
    }
}
