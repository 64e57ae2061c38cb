package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Words;
import io.reelflow.schemas.job.JobEventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happened to a job: every transition, and progress in steps of five percent. */
record History(List<Entry> events) {
    private static final double STEP = 5;

    /**
     * @param type what happened, as in the log
     * @param reused true where a stage found its result stored and did not run; null for all else
     */
    record Entry(
            long sequence,
            Instant time,
            String type,
            String status,
            @Nullable String stage,
            int attempt,
            double progress,
            @Nullable String message,
            @Nullable JsonNode error,
            @Nullable Boolean reused) {

        static Entry of(ResultSet row) throws SQLException {
            String error = row.getString(9);
            return new Entry(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getInt(6),
                    row.getDouble(7),
                    row.getString(8),
                    error == null ? null : Json.MAPPER.readTree(error),
                    row.getBoolean(10) ? true : null);
        }
    }

    static History of(List<Entry> all) {
        var kept = new ArrayList<Entry>();
        double shown = 0;
        for (Entry each : all) {
            boolean transition = !each.type().equals(Words.of(JobEventType.STAGE_PROGRESSED));
            boolean step = Math.floor(each.progress() / STEP) > Math.floor(shown / STEP);
            if (transition || step) {
                kept.add(each);
                shown = each.progress();
            }
        }
        return new History(kept);
    }
}
