package io.reelflow.bench.scale;

import io.reelflow.bench.results.Kept;
import io.reelflow.bench.results.Shelf;
import io.reelflow.bench.scale.Curve.Point;
import java.io.IOException;
import java.util.List;

/** The runs that everything here comes from. */
record Measured(Kept scaling, Kept backlog, Kept submit, Kept fanout, Kept schedule) {
    private static final List<String> NEEDED = List.of("scaling", "backlog", "submit", "fanout", "schedule");

    static boolean isOn(Shelf shelf) throws IOException {
        for (String key : NEEDED) {
            if (shelf.find(key).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    static Measured on(Shelf shelf) throws IOException {
        return new Measured(
                one(shelf, "scaling"),
                one(shelf, "backlog"),
                one(shelf, "submit"),
                one(shelf, "fanout"),
                one(shelf, "schedule"));
    }

    private static Kept one(Shelf shelf, String key) throws IOException {
        return shelf.find(key)
                .orElseThrow(
                        () -> new IOException("no figures of " + key + " yet: ./reelflow bench all --only " + key));
    }

    /** Cores of the machine that was measured. */
    double cores() {
        return scaling.machine() == null
                ? Runtime.getRuntime().availableProcessors()
                : scaling.machine().cores();
    }

    List<Point> points() {
        return Curve.of(scaling);
    }

    /** @throws IllegalArgumentException where it was not measured */
    static double figure(Kept kept, String what) {
        return kept.median(what)
                .orElseThrow(() -> new IllegalArgumentException(kept.command() + " has no figure \"" + what + "\""));
    }
}
