package io.reelflow.media.captions;

import io.reelflow.media.MediaException;
import io.reelflow.schemas.job.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/** Collects the cues of a file, and counts those that can not be read. */
final class CueList {
    private static final int MOST = 200_000;
    private static final double LATEST_SECONDS = 7 * 24 * 3600.0;

    private final List<TimedCue> cues = new ArrayList<>();
    private int damaged;

    /** @throws MediaException there are too many to be captions */
    void add(double start, double end, List<Line> lines) throws MediaException {
        if (!(end >= 0 && start <= LATEST_SECONDS)) { // NaN too
            damaged++;
        } else if (cues.size() == MOST) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "captions may have at most " + MOST + " cues");
        } else {
            cues.add(new TimedCue(Math.max(0, start), end, List.copyOf(lines)));
        }
    }

    void addDamaged() {
        damaged++;
    }

    List<TimedCue> cues() {
        return cues;
    }

    int damaged() {
        return damaged;
    }
}
