package io.reelflow.local.client;

import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Shows how a job gets on: a bar that moves, on a terminal; else a line for each stage. */
public final class ProgressLine {
    private static final int WIDTH = 30;

    private final PrintWriter out;
    private final boolean terminal;
    private String stage = "";
    private double shown = -100;
    private int longest;

    public ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows a state; the last one ends the line. */
    public void show(JsonNode job) {
        double progress = job.path("progress").asDouble(0);
        String status = job.path("status").asString("");
        String now = status.equals("processing") ? job.path("stage").asString("") : status;
        String message = job.path("message").asString("");
        if (terminal) {
            int full = (int) Math.round(progress / 100 * WIDTH);
            String line = String.format(
                    Locale.ROOT,
                    "[%s%s] %5.1f%%  %s  %s",
                    "#".repeat(full),
                    ".".repeat(WIDTH - full),
                    progress,
                    now,
                    message);
            longest = Math.max(longest, line.length());
            out.print("\r" + line + " ".repeat(longest - line.length()));
            if (!job.path("completed_at").isMissingNode()) {
                out.println();
            }
        } else if (!now.equals(stage) || progress - shown >= 10) {
            out.printf(Locale.ROOT, "%5.1f%%  %s  %s%n", progress, now, message);
            shown = progress;
        }
        stage = now;
        out.flush();
    }
}
