package io.reelflow.schemas;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An enum constant as it reads in JSON, tables, metrics and on screens: {@code EXTRACTING_AUDIO} is {@code extracting_audio}. */
public final class Words {
    private static final Map<Enum<?>, String> KNOWN = new ConcurrentHashMap<>();

    private Words() {}

    public static String of(Enum<?> constant) {
        String known = KNOWN.get(constant);
        return known != null
                ? known
                : KNOWN.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
    }
}
