package io.reelflow.status.related;

import java.util.Locale;

/** What two videos may share. The strengths are chosen, not measured: what is said alike outweighs who says it. */
enum Kind {
    CHANNEL(0.3),
    PERSON(0.6),
    TOPIC(0.3),
    LINK(0.6),
    PASSAGE(0.9);

    /** Weight of a reason of this kind that two videos alone have in a large library. */
    final double strength;

    Kind(double strength) {
        this.strength = strength;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
