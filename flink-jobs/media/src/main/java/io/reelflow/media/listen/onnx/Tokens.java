package io.reelflow.media.listen.onnx;

import java.util.List;

/**
 * Whisper's tokens that are no text. Source: OpenAI's {@code whisper/tokenizer.py}; their order is the same in all
 * models, the first one's number and how many languages there are tell the models apart.
 */
final class Tokens {
    /** In Whisper's order. */
    private static final List<String> LANGUAGES = List.of(
            ("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la"
                            + " mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn"
                            + " yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln"
                            + " ha ba jv su yue")
                    .split(" ", -1));

    private static final int MULTILINGUAL = 51_865;
    private static final int TEXTS_MULTILINGUAL = 50_257;
    private static final int TEXTS_ENGLISH = 50_256;
    /** Special tokens of a multilingual model that are no languages: end, start … and the 1501 times. */
    private static final int OTHERS = 51_766;

    private final int vocabulary;

    Tokens(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    boolean isMultilingual() {
        return vocabulary >= MULTILINGUAL;
    }

    /** Those that the model knows, ISO 639-1. */
    List<String> languages() {
        return isMultilingual()
                ? LANGUAGES.subList(0, Math.min(LANGUAGES.size(), vocabulary - OTHERS))
                : LANGUAGES.subList(0, 1);
    }

    /** The end of a text; smaller numbers are text, larger ones special. */
    int end() {
        return isMultilingual() ? TEXTS_MULTILINGUAL : TEXTS_ENGLISH;
    }

    int start() {
        return end() + 1;
    }

    int language(int index) {
        return start() + 1 + index;
    }

    /** What a text in one of {@link #languages} begins with: start, language, transcribe, no times. */
    int[] prompt(String language) {
        int translate = language(isMultilingual() ? languages().size() : LANGUAGES.size() - 1);
        int transcribe = translate + 1;
        int withoutTimes = translate + 5;
        return isMultilingual()
                ? new int[] {start(), language(languages().indexOf(language)), transcribe, withoutTimes}
                : new int[] {start(), withoutTimes};
    }
}
