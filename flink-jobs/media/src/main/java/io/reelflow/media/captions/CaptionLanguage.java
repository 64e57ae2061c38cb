package io.reelflow.media.captions;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Languages as publishers name them. */
public final class CaptionLanguage {
    /** No language is known. */
    public static final String UNKNOWN = "und";

    private static final Set<String> KNOWN = Set.of(Locale.getISOLanguages());

    private CaptionLanguage() {}

    /** ISO 639-1 (639-2 where there is no shorter one) of a BCP 47 tag; null where it is none. */
    public static @Nullable String base(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        String language = Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage();
        boolean known = KNOWN.contains(language) || language.length() == 3;
        return known && !language.equals(UNKNOWN) ? language : null;
    }
}
