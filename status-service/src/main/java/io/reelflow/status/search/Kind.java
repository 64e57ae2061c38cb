package io.reelflow.status.search;

import java.util.Locale;

/** Where a text is from. */
enum Kind {
    TRANSCRIPT,
    SLIDE,
    TITLE,
    COMMENT;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
