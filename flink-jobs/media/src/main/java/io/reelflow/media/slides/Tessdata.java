package io.reelflow.media.slides;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;

/**
 * Tesseract's trained data. English comes with the jars; {@code fra.traineddata} and the like are used where they lie in
 * a folder of models.
 */
final class Tessdata {
    private static final String ENGLISH = "tesseract-eng";
    private static final String UNKNOWN = "und";
    private static final String ENDING = ".traineddata";

    private final MediaConfig config;

    Tessdata(MediaConfig config) {
        this.config = config;
    }

    /** @param asked whether it is the language that was asked for */
    record Trained(Path folder, String language, boolean asked) {}

    /** The data for a language (BCP 47), else English. */
    Trained of(@Nullable String language) throws MediaException, IOException, InterruptedException {
        String code = language == null || language.isBlank() ? "eng" : code(language);
        for (Path folder : config.modelFolders()) {
            if (!code.equals("eng") && Files.isRegularFile(folder.resolve(code + ENDING))) {
                return new Trained(folder, code, true);
            }
        }
        Path file = new Models(config).ensure(ENGLISH, line -> {});
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("'" + file + "' lies in no folder");
        }
        return new Trained(folder, "eng", code.equals("eng"));
    }

    /** As Tesseract names languages: ISO 639-2 in its native form, but for Chinese. */
    static String code(String language) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(language).build();
            if (locale.getLanguage().equals("zh")) {
                boolean traditional =
                        locale.getScript().equals("Hant") || locale.getCountry().equals("TW");
                return traditional ? "chi_tra" : "chi_sim";
            }
            return locale.getISO3Language();
        } catch (IllformedLocaleException | MissingResourceException e) {
            return UNKNOWN;
        }
    }
}
