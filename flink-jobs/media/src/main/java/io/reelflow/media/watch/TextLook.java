package io.reelflow.media.watch;

import io.reelflow.schemas.result.Picture.Box;
import io.reelflow.schemas.result.Picture.Writing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When lines of text stand in the picture, and where: what no crop should cut. A picture in motion is not looked at. */
final class TextLook {
    private static final double EVERY_SECONDS = 0.5;

    /** Looks without text in between, or none for a while, end a stretch. */
    private static final double GAP_SECONDS = 1.1;

    /** Share of the pixels that may change from one look to the next: a presenter's inset may move. */
    private static final double MOST_MOVING = 0.12;

    private final int width;
    private final double scale;
    private final TextLines lines;
    private final List<Writing> found = new ArrayList<>();
    private double next = Double.NEGATIVE_INFINITY;
    private byte @Nullable [] before;
    private @Nullable Writing current;

    /**
     * Takes pictures of {@code width} x {@code height} pixels.
     *
     * @param scale pixels of the shown picture in one of them
     */
    TextLook(int width, int height, double scale) {
        this.width = width;
        this.scale = scale;
        this.lines = new TextLines(width, height);
    }

    /** Takes the next picture, one byte a pixel. */
    void accept(double time, byte[] grey) {
        if (time < next) {
            return;
        }
        next = time + EVERY_SECONDS - 0.001;
        byte[] previous = before;
        before = grey.clone();
        if (width < 2 * TextLines.LEAST_WIDTH || previous == null || moves(previous, grey)) {
            return;
        }
        Box box = lines.in(grey);
        if (box != null) {
            add(time, box);
        }
    }

    List<Writing> finish() {
        Writing last = current;
        current = null;
        if (last != null) {
            found.add(last);
        }
        return List.copyOf(found);
    }

    private static boolean moves(byte[] previous, byte[] grey) {
        int changed = 0;
        for (int i = 0; i < grey.length; i++) {
            changed += Math.abs((previous[i] & 0xff) - (grey[i] & 0xff)) > MotionMap.CHANGED ? 1 : 0;
        }
        return changed > MOST_MOVING * grey.length;
    }

    /** The look before showed the same, so the text was there already. */
    private void add(double time, Box box) {
        double x = Math.round(box.x() * scale);
        double y = Math.round(box.y() * scale);
        Writing now = new Writing(
                Math.max(0, time - EVERY_SECONDS),
                time,
                x,
                y,
                Math.round(box.width() * scale),
                Math.round(box.height() * scale));
        Writing last = current;
        if (last == null || now.start() - last.end() > GAP_SECONDS) {
            if (last != null) {
                found.add(last);
            }
            current = now;
            return;
        }
        double left = Math.min(last.x(), now.x());
        double top = Math.min(last.y(), now.y());
        current = new Writing(
                last.start(),
                time,
                left,
                top,
                Math.max(last.x() + last.width(), now.x() + now.width()) - left,
                Math.max(last.y() + last.height(), now.y() + now.height()) - top);
    }
}
