package io.reelflow.status.search;

import java.util.Locale;

/** By what moments are found: their words, their meaning, or both, in one order. */
enum Mode {
    TEXT,
    MEANING,
    HYBRID;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
