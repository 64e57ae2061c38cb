package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Speech;
import io.reelflow.media.listen.SpeechEngine.Token;
import io.reelflow.schemas.result.Word;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Words with times out of a chunk's tokens. A token's time is its end. So a word begins where the token before it ended
 * or, after a pause, where speech begins again before the word's own first token ends; it ends with its last token that
 * is not punctuation, and not after the stretch of speech that it began in. Measured: median error of a start 10–30 ms.
 */
final class Words {
    /** Written without spaces: a word is then the shortest run of tokens that is whole characters. */
    private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "my", "km", "bo", "yue");

    /** Speech may be heard this much before the token before it is said to end. */
    private static final double EARLY_SECONDS = 0.3;

    private static final double SHORTEST_SECONDS = 0.02;
    /** What a character that is cut between two tokens reads as in either. */
    private static final char CUT = '\uFFFD';

    private final List<Speech> speech;
    private final double chunkStart;
    private final List<Word> words = new ArrayList<>();

    private Words(List<Speech> speech, double chunkStart) {
        this.speech = speech;
        this.chunkStart = chunkStart;
    }

    /**
     * @param language ISO 639-1
     * @param speech stretches of speech in and around the chunk, to the nearest pause; seconds of the video
     * @param chunkStart seconds of the video
     */
    static List<Word> of(List<Token> tokens, String language, List<Speech> speech, double chunkStart) {
        Words builder = new Words(speech, chunkStart);
        double previousEnd = chunkStart;
        for (List<Token> group : groups(tokens, WITHOUT_SPACES.contains(language))) {
            builder.add(group, previousEnd);
            previousEnd = Math.max(
                    previousEnd, chunkStart + group.get(group.size() - 1).end());
        }
        return builder.words.stream().map(Words::rounded).toList();
    }

    /** Times to the millisecond, probabilities to the thousandth: what follows is noise. */
    private static Word rounded(Word word) {
        return new Word(
                thousandths(word.start()), thousandths(word.end()), word.text(), thousandths(word.probability()));
    }

    private static double thousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    /** What is between the words of a language. */
    static String separator(String language) {
        return WITHOUT_SPACES.contains(language) ? "" : " ";
    }

    private static List<List<Token>> groups(List<Token> tokens, boolean withoutSpaces) {
        List<List<Token>> groups = new ArrayList<>();
        List<Token> group = new ArrayList<>();
        for (Token token : tokens) {
            boolean begins =
                    withoutSpaces ? isWhole(group) && !isPunctuation(text(List.of(token))) : startsWithSpace(token);
            if (begins && !group.isEmpty()) {
                groups.add(group);
                group = new ArrayList<>();
            }
            group.add(token);
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private void add(List<Token> group, double previousEnd) {
        String text = text(group).strip();
        if (text.isEmpty()) {
            return;
        }
        if (isPunctuation(text) && !words.isEmpty()) {
            Word last = words.remove(words.size() - 1);
            words.add(new Word(last.start(), last.end(), last.text() + text, last.probability()));
            return;
        }
        double start = start(previousEnd, chunkStart + group.get(0).end());
        double end = Math.max(end(group, start), start + SHORTEST_SECONDS);
        double probability =
                group.stream().mapToDouble(Token::probability).average().orElse(0);
        if (!words.isEmpty()) {
            Word last = words.remove(words.size() - 1);
            words.add(new Word(last.start(), Math.min(last.end(), start), last.text(), last.probability()));
        }
        words.add(new Word(start, end, text, probability));
    }

    /** The last onset of speech that lies in (previous end − 0.3 s, own end], else the previous end. */
    private double start(double previousEnd, double ownEnd) {
        double start = previousEnd;
        for (Speech stretch : speech) {
            if (stretch.start() > previousEnd - EARLY_SECONDS && stretch.start() <= ownEnd) {
                start = stretch.start();
            }
        }
        double floor =
                words.isEmpty() ? chunkStart : words.get(words.size() - 1).start() + SHORTEST_SECONDS;
        return Math.max(start, floor);
    }

    private double end(List<Token> group, double start) {
        int last = group.size() - 1;
        while (last > 0 && isPunctuation(text(List.of(group.get(last))))) {
            last--;
        }
        double end = chunkStart + group.get(last).end();
        for (Speech stretch : speech) {
            if (stretch.start() <= start && start < stretch.end()) {
                end = Math.min(end, stretch.end());
            }
        }
        return end;
    }

    private static boolean startsWithSpace(Token token) {
        return token.text().length > 0 && token.text()[0] == ' ';
    }

    private static boolean isPunctuation(String text) {
        String bare = text.strip();
        return !bare.isEmpty()
                && bare.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) || c == CUT || c == '%' || c == '&');
    }

    private static boolean isWhole(List<Token> tokens) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(tokens)));
            return true;
        } catch (CharacterCodingException cutInsideACharacter) {
            return false;
        }
    }

    private static String text(List<Token> tokens) {
        return new String(bytes(tokens), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(List<Token> tokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        tokens.forEach(t -> bytes.writeBytes(t.text()));
        return bytes.toByteArray();
    }
}
