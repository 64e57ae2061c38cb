package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Shot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds where the whole picture changes: by hard cuts, by fades through black or white, by dissolves. */
final class ShotDetector {
    /** Size of the pictures looked at, pixels. */
    static final int WIDTH = 64;

    static final int HEIGHT = 36;

    static final int PLANE = WIDTH * HEIGHT;

    /** Nearer than this two changes are one. */
    static final double MIN_SHOT_SECONDS = 0.5;

    private final HardCuts cuts = new HardCuts();
    private final Fades fades = new Fades();
    private final Dissolves dissolves = new Dissolves();
    private double first = Double.NaN;

    /**
     * Takes the next frame.
     *
     * @param yuv the planes Y, U, V of {@link #WIDTH}x{@link #HEIGHT} pixels each, one after the other
     */
    void accept(double time, byte[] yuv) {
        if (Double.isNaN(first)) {
            first = time;
        }
        cuts.accept(time, yuv);
        TinyPicture picture = new TinyPicture(time, Arrays.copyOf(yuv, PLANE));
        fades.accept(picture);
        dissolves.accept(picture);
    }

    /** The last hard cut, or the first frame, as far as is known; NaN before the first. */
    double currentShotStart() {
        return cuts.times().isEmpty() ? first : cuts.times().get(cuts.times().size() - 1);
    }

    /** All shots, the last one ending at {@code end}. Frames can not be taken after this. */
    List<Shot> finish(double end) {
        if (Double.isNaN(first)) {
            return List.of();
        }
        List<Shot> starts = new ArrayList<>();
        starts.add(new Shot(first, end));
        cuts.finish(end).forEach(time -> starts.add(new Shot(time, end)));
        fades.finish().forEach(time -> addSoft(starts, new Shot(time, end, "fade")));
        dissolves.finish().forEach(time -> addSoft(starts, new Shot(time, end, "dissolve")));
        starts.sort(Comparator.comparingDouble(Shot::start));
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            double until = i + 1 < starts.size() ? starts.get(i + 1).start() : Math.max(end, first);
            shots.add(new Shot(starts.get(i).start(), until, starts.get(i).transition()));
        }
        return List.copyOf(shots);
    }

    /** What is found with more certainty stays where it is: cuts before fades, fades before dissolves. */
    private static void addSoft(List<Shot> starts, Shot soft) {
        if (starts.stream().allMatch(known -> Math.abs(known.start() - soft.start()) >= MIN_SHOT_SECONDS)) {
            starts.add(soft);
        }
    }
}
