package io.reelflow.schemas.job;

import java.util.List;
import java.util.Set;

/**
 * The words {@code whisper_model} may be: names as whisper.cpp publishes them, quantised ones too. A name without a
 * quantisation stands for q8_0, of {@code large-v2} and {@code large-v3} for q5_0.
 */
public final class WhisperModels {
    /** From small to large. */
    public static final List<String> NAMES = List.of(
            "tiny",
            "tiny-q5_1",
            "tiny-q8_0",
            "tiny.en",
            "tiny.en-q5_1",
            "tiny.en-q8_0",
            "base",
            "base-q5_1",
            "base-q8_0",
            "base.en",
            "base.en-q5_1",
            "base.en-q8_0",
            "small",
            "small-q5_1",
            "small-q8_0",
            "small.en",
            "small.en-q5_1",
            "small.en-q8_0",
            "medium",
            "medium-q5_0",
            "medium-q8_0",
            "medium.en",
            "medium.en-q5_0",
            "medium.en-q8_0",
            "large-v2",
            "large-v2-q5_0",
            "large-v2-q8_0",
            "large-v3",
            "large-v3-q5_0",
            "large-v3-turbo",
            "large-v3-turbo-q5_0",
            "large-v3-turbo-q8_0");

    /** ISO 639-1 codes that the multilingual models know; Javanese is {@code jw} to Whisper itself. */
    private static final Set<String> LANGUAGES = Set.of(
            "en", "zh", "de", "es", "ru", "ko", "fr", "ja", "pt", "tr", "pl", "ca", "nl", "ar", "sv", "it", "id", "hi",
            "fi", "vi", "he", "uk", "el", "ms", "cs", "ro", "da", "hu", "ta", "no", "th", "ur", "hr", "bg", "lt", "la",
            "mi", "ml", "cy", "sk", "te", "fa", "lv", "bn", "sr", "az", "sl", "kn", "et", "mk", "br", "eu", "is", "hy",
            "ne", "mn", "bs", "kk", "sq", "sw", "gl", "mr", "pa", "si", "km", "sn", "yo", "so", "af", "oc", "ka", "be",
            "tg", "sd", "gu", "am", "yi", "lo", "uz", "fo", "ht", "ps", "tk", "nn", "mt", "sa", "lb", "my", "bo", "tl",
            "mg", "as", "tt", "ln", "ha", "ba", "jv", "su");

    private WhisperModels() {}

    /** The name without its quantisation: {@code base} of {@code base-q5_1}. */
    public static String size(String model) {
        return model.replaceFirst("-q\\d_\\d$", "");
    }

    /** Whether the model can recognise that language (ISO 639-1). */
    public static boolean knows(String model, String language) {
        return size(model).endsWith(".en") ? language.equals("en") : LANGUAGES.contains(language);
    }
}
