package io.reelflow.media.render;

import io.reelflow.media.models.ModelCatalogue;
import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/**
 * The font that has a text's letters. Chinese, Japanese and Korean write the same character differently, so each has a
 * family of its own.
 *
 * @param family as libass looks for it
 * @param size of its letters beside those of DejaVu Sans at the same size, inverted: what makes them look as large
 * @param model that holds it; null where it is shipped
 */
record CaptionFont(String family, double size, @Nullable String model) {
    static final CaptionFont SHIPPED = new CaptionFont("DejaVu Sans", 1, null);

    /** libass counts a font's size from the highest to the lowest it may draw: 1.16 em of DejaVu, 1.45 em of Noto Sans CJK. */
    private static final double CJK_SIZE = 1.2;

    /** The font for a text: Hangul makes it Korean, kana Japanese, Han alone Chinese. */
    static CaptionFont of(String text) {
        boolean han = false;
        boolean kana = false;
        boolean hangul = false;
        for (int point : text.codePoints().toArray()) {
            UnicodeScript script = UnicodeScript.of(point);
            han |= script == UnicodeScript.HAN || script == UnicodeScript.BOPOMOFO;
            kana |= script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
            hangul |= script == UnicodeScript.HANGUL;
        }
        if (!han && !kana && !hangul) {
            return SHIPPED;
        }
        String language = kana ? "JP" : hangul ? "KR" : "SC";
        return new CaptionFont("Noto Sans CJK " + language, CJK_SIZE, ModelCatalogue.CJK_FONT);
    }
}
