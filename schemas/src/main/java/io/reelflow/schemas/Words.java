package io.reelflow.schemas;

import java.util.Locale;

/** An enum constant as it reads in JSON, tables, metrics and on screens: {@code EXTRACTING_AUDIO} is {@code extracting_audio}. */
public final class Words {
    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
