package io.reelflow.media.analyze.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what is too long for one question. */
final class Pieces {
    private Pieces() {}

    /** Items {@code from} (inclusive) to {@code to} (exclusive). */
    record Piece(int from, int to) {}

    /** As few as will do, each of at least one item. */
    static <T> List<Piece> of(List<T> items, ToIntFunction<T> tokens, int room) {
        return of(items, tokens, room, List.of());
    }

    /** The same, cut before the last of these starts where that leaves at least half. */
    static <T> List<Piece> of(List<T> items, ToIntFunction<T> tokens, int room, List<Integer> starts) {
        var pieces = new ArrayList<Piece>();
        int from = 0;
        int used = 0;
        int at = 0;
        while (at < items.size()) {
            int next = tokens.applyAsInt(items.get(at));
            if (at > from && used + next > room) {
                int cut = cut(from, at, starts);
                pieces.add(new Piece(from, cut));
                from = cut;
                at = cut;
                used = 0;
            } else {
                used += next;
                at++;
            }
        }
        if (from < items.size()) {
            pieces.add(new Piece(from, items.size()));
        }
        return pieces;
    }

    private static int cut(int from, int to, List<Integer> starts) {
        int half = from + Math.max(1, (to - from) / 2);
        return starts.stream()
                .filter(start -> start >= half && start <= to)
                .max(Integer::compare)
                .orElse(to);
    }
}
