package io.reelflow.media;

import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Progress for people: one line drawn over and over on a terminal, a line each tenth of a stage elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable Stage lastStage;
    private int lastStep = -1;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public synchronized void report(Stage stage, double fraction, String message, @Nullable Counters counters) {
        int step = (int) (Math.max(0, Math.min(1, fraction)) * (terminal ? 100 : 10));
        if (stage == lastStage && step == lastStep) {
            return;
        }
        if (terminal && lastStage != null && stage != lastStage) {
            out.println();
        }
        lastStage = stage;
        lastStep = step;
        if (terminal) {
            int filled = step * WIDTH / 100;
            String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
            out.printf(Locale.ROOT, "\r\033[K%-20s [%s] %3d%%  %s", stage.word(), bar, step, message);
        } else {
            out.printf(Locale.ROOT, "%-20s %3d%%  %s%n", stage.word(), step * 10, message);
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (terminal && lastStage != null) {
            out.println();
        }
        out.flush();
    }
}
