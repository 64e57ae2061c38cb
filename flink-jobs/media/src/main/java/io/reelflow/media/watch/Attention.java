package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Focus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look while there is no face: at the middle of what moves between one look and the next, or, where nothing
 * does, of the edges in the picture. Where all of it moves the camera does, and nothing is told.
 */
final class Attention {
    /** Share of the pixels that must have changed to call it movement, and above which it is the camera's. */
    private static final double LEAST = 0.002;

    private static final double MOST = 0.35;

    /** One a second is enough to lead a crop. */
    private static final double EVERY_SECONDS = 1;

    private final int width;
    private final int height;
    private final double scale;
    private final List<Focus> found = new ArrayList<>();
    private double last = Double.NEGATIVE_INFINITY;
    private byte @Nullable [] before;
    private boolean movesAll;

    /**
     * Takes pictures of {@code width} x {@code height} pixels.
     *
     * @param scale pixels of the shown picture in one of them
     */
    Attention(int width, int height, double scale) {
        this.width = width;
        this.height = height;
        this.scale = scale;
    }

    /**
     * Takes the next picture.
     *
     * @param wanted false where a face is seen, which is what is looked at
     */
    void accept(double time, byte[] grey, boolean wanted) {
        byte[] previous = before;
        before = grey.clone();
        if (!wanted || time - last < EVERY_SECONDS) {
            return;
        }
        Focus focus = previous == null ? null : moving(time, previous, grey);
        if (focus == null && (previous == null || !movesAll)) {
            focus = detail(time, grey);
        }
        if (focus != null) {
            last = time;
            found.add(focus);
        }
    }

    List<Focus> finish() {
        return List.copyOf(found);
    }

    private @Nullable Focus moving(double time, byte[] previous, byte[] grey) {
        long count = 0;
        long sumX = 0;
        long sumY = 0;
        for (int i = 0; i < grey.length; i++) {
            if (Math.abs((previous[i] & 0xff) - (grey[i] & 0xff)) > MotionMap.CHANGED) {
                count++;
                sumX += i % width;
                sumY += i / width;
            }
        }
        double share = (double) count / grey.length;
        movesAll = share > MOST;
        return share < LEAST || movesAll ? null : at(time, (double) sumX / count, (double) sumY / count);
    }

    private @Nullable Focus detail(double time, byte[] grey) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int y = 1; y < height; y++) {
            for (int x = 1; x < width; x++) {
                int i = y * width + x;
                int edge = Math.abs((grey[i] & 0xff) - (grey[i - 1] & 0xff))
                        + Math.abs((grey[i] & 0xff) - (grey[i - width] & 0xff));
                if (edge > MotionMap.CHANGED) {
                    sum += edge;
                    sumX += (double) edge * x;
                    sumY += (double) edge * y;
                }
            }
        }
        return sum == 0 ? null : at(time, sumX / sum, sumY / sum);
    }

    private Focus at(double time, double x, double y) {
        return new Focus(time, Math.round((x + 0.5) * scale), Math.round((y + 0.5) * scale));
    }
}
