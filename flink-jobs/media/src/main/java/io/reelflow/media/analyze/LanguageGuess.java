package io.reelflow.media.analyze;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * The language of a text. The recogniser's own answer stands where it was sure; else the text itself is looked at
 * (OpenNLP's model over 183 languages, Apache-2.0).
 */
public final class LanguageGuess {
    private static final double SURE = 0.8;
    private static final int LETTERS_NEEDED = 40;
    /** Of short texts the right language is not always the first guess: see its test. */
    private static final int GUESSES = 3;

    private static final String MODEL = "/langdetect-183.bin";
    private static final Map<String, String> TWO_LETTERS = twoLetters();

    private LanguageGuess() {}

    /**
     * @param prior ISO 639-1, as heard
     * @param probability of the prior, 0–1; null where nobody said
     * @return ISO 639-1; null where there is too little text to tell
     */
    static @Nullable String of(String text, @Nullable String prior, @Nullable Double probability) {
        if (prior != null && probability != null && probability >= SURE) {
            return prior;
        }
        if (text.codePoints().filter(Character::isLetter).count() < LETTERS_NEEDED) {
            return prior;
        }
        Language best = new LanguageDetectorME(Holder.MODEL).predictLanguage(text);
        String code = TWO_LETTERS.get(best.getLang());
        return code == null ? prior : code;
    }

    /**
     * Whether a text may be in that language; one too short to tell may be in any, and so may a text where nobody knows
     * the language.
     */
    public static boolean couldBe(String text, String language) {
        if (text.codePoints().filter(Character::isLetter).count() < LETTERS_NEEDED
                || !TWO_LETTERS.containsValue(language)) {
            return true;
        }
        Language[] guesses = new LanguageDetectorME(Holder.MODEL).predictLanguages(text);
        return Arrays.stream(guesses)
                .limit(GUESSES)
                .anyMatch(guess -> language.equals(TWO_LETTERS.get(guess.getLang())));
    }

    private static Map<String, String> twoLetters() {
        var codes = new HashMap<String, String>();
        for (Locale locale : Locale.getAvailableLocales()) {
            if (locale.getLanguage().length() == 2) {
                codes.put(locale.getISO3Language(), locale.getLanguage());
            }
        }
        // individual languages that the detector names and ISO 639-1 knows by their group
        codes.putAll(Map.of("cmn", "zh", "nob", "no", "nno", "no", "pes", "fa", "ekk", "et", "lvs", "lv", "zlm", "ms"));
        return Map.copyOf(codes);
    }

    private static final class Holder {
        private static final LanguageDetectorModel MODEL = load();

        private static LanguageDetectorModel load() {
            try (InputStream stream = LanguageGuess.class.getResourceAsStream(LanguageGuess.MODEL)) {
                if (stream == null) {
                    throw new IOException("not on the classpath: " + LanguageGuess.MODEL);
                }
                return new LanguageDetectorModel(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
