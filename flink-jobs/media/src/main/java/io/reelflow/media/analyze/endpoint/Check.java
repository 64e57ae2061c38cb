package io.reelflow.media.analyze.endpoint;

import io.reelflow.media.analyze.LanguageGuess;
import io.reelflow.media.analyze.endpoint.Answers.OfClip;
import io.reelflow.media.analyze.endpoint.Texts.ClipText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was answered can be shown: lengths, language, no time that nobody said, nothing but text. A part that
 * breaks a rule is wrong as a whole; reasons name the rule, and repeat nothing of the answer.
 */
final class Check {
    private static final Pattern NOT_TEXT =
            Pattern.compile("[\\p{Cc}\\p{Co}\\p{Cn}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]|</?[a-zA-Z!]");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?:|www\\.|\\S@\\S+\\.\\S|\\]\\(");
    private static final Pattern HASHTAG = Pattern.compile("#[\\p{L}\\p{M}\\p{N}_]{2,40}");
    private static final int FEWEST_KEYWORDS = 3;
    private static final int MOST_KEYWORDS = 15;
    private static final int MOST_TAGS = 8;

    private final @Nullable String language;
    private final Said talk;

    Check(@Nullable String language, Said talk) {
        this.language = language;
        this.talk = talk;
    }

    String summary(String answer) throws EndpointException {
        String summary = text("the summary", answer, 20, 1_200);
        inLanguage("the summary", summary);
        return summary;
    }

    List<String> keywords(List<String> answer) throws EndpointException {
        List<String> said = said(answer);
        if (said.size() < FEWEST_KEYWORDS) {
            throw EndpointException.wrong("fewer than " + FEWEST_KEYWORDS + " of the keywords were said");
        }
        return said;
    }

    /** Those keywords that were said: models like to add what a talk could be filed under. */
    List<String> said(List<String> answer) throws EndpointException {
        var said = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (String each : answer) {
            String keyword = text("a keyword", each, 2, 60);
            if (talk.hasWords(keyword) && seen.add(keyword.toLowerCase(Locale.ROOT))) {
                said.add(keyword);
            }
        }
        return List.copyOf(said.subList(0, Math.min(MOST_KEYWORDS, said.size())));
    }

    /** @param what one of them, in the words of a reason */
    List<String> titles(String what, List<Integer> asked, List<Integer> answered, List<String> texts, int most)
            throws EndpointException {
        if (!answered.equals(asked)) {
            throw EndpointException.wrong("the numbers of the " + what + "s are not those asked for");
        }
        var titles = new ArrayList<String>();
        for (String each : texts) {
            titles.add(text("a " + what + "'s title", each, 2, most));
        }
        if (new HashSet<>(titles).size() < titles.size()) {
            throw EndpointException.wrong("two " + what + "s have one title");
        }
        inLanguage("the " + what + "s' titles", String.join(". ", titles));
        return List.copyOf(titles);
    }

    /** @param said in that clip */
    ClipText clip(OfClip answer, Said said) throws EndpointException {
        String title = text("the title", answer.title(), 2, 60);
        String description = text("the description", answer.description(), 10, 300);
        String hook = text("the hook", answer.hook(), 2, 100);
        if (!said.hasQuote(hook)) {
            throw EndpointException.wrong("the hook was not said");
        }
        inLanguage("a clip's texts", title + ". " + description);
        var tags = new ArrayList<String>();
        for (String tag : few("tags", answer.tags())) {
            tags.add(text("a tag", tag, 2, 40));
        }
        for (String hashtag : few("hashtags", answer.hashtags())) {
            if (!HASHTAG.matcher(hashtag).matches()) {
                throw EndpointException.wrong("a hashtag is none");
            }
        }
        return new ClipText(title, description, hook, List.copyOf(tags), List.copyOf(answer.hashtags()));
    }

    private static List<String> few(String what, List<String> texts) throws EndpointException {
        if (texts.isEmpty() || texts.size() > MOST_TAGS || new HashSet<>(texts).size() < texts.size()) {
            throw EndpointException.wrong("there must be 1 to " + MOST_TAGS + " " + what + ", all different");
        }
        return texts;
    }

    private String text(String what, @Nullable String answer, int least, int most) throws EndpointException {
        if (answer == null) {
            throw EndpointException.wrong(what + " is missing");
        }
        String text = answer.strip().replaceAll("\\s+", " ");
        if (text.length() < least || text.length() > most) {
            throw EndpointException.wrong(what + " must have " + least + " to " + most + " characters");
        }
        if (NOT_TEXT.matcher(text).find()) {
            throw EndpointException.wrong(what + " is not plain text");
        }
        if (ADDRESS.matcher(text).find() && !talk.hasQuote(text)) {
            throw EndpointException.wrong(what + " has an address");
        }
        if (talk.lacksTimeOf(text)) {
            throw EndpointException.wrong(what + " has a time that nobody said");
        }
        return text;
    }

    private void inLanguage(String what, String text) throws EndpointException {
        if (language != null && !LanguageGuess.couldBe(text, language)) {
            throw EndpointException.wrong(what + " is not in the talk's language");
        }
    }
}
