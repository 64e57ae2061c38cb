package io.reelflow.status.export;

import io.reelflow.status.ApiProblem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table or view that is given out.
 *
 * @param time the column that says when a row was last changed
 */
record ExportTable(String name, String time, Whose whose) {

    /** By what a row belongs to an owner. A removed video's results are shown nowhere, so they are not given out either. */
    enum Whose {
        JOB("t.user_id = current_setting('reelflow.owner')", "true"),
        OF_JOB(
                "EXISTS (SELECT FROM processing_jobs p WHERE p.job_id = t.job_id AND p.user_id = current_setting('reelflow.owner'))",
                "true"),
        RESULT(OF_JOB.owned, "NOT EXISTS (SELECT FROM hidden_videos h WHERE h.video_id = t.video_id)"),
        VIDEO(
                "EXISTS (SELECT FROM processing_jobs p WHERE p.video_id = t.video_id AND p.user_id = current_setting('reelflow.owner'))",
                RESULT.shown),
        RELATIONSHIP(
                VIDEO.owned
                        + " AND EXISTS (SELECT FROM processing_jobs p WHERE p.video_id = t.related_video_id"
                        + " AND p.user_id = current_setting('reelflow.owner'))",
                "NOT EXISTS (SELECT FROM hidden_videos h WHERE h.video_id IN (t.video_id, t.related_video_id))");

        private final String owned;
        private final String shown;

        Whose(String owned, String shown) {
            this.owned = owned;
            this.shown = shown;
        }

        /** The SQL condition on a row {@code t}, for everybody's rows or those of the setting {@code reelflow.owner}. */
        String condition(boolean everybody) {
            return everybody ? shown : shown + " AND " + owned;
        }
    }

    static final List<ExportTable> ALL = List.of(
            new ExportTable("processing_jobs", "updated_at", Whose.JOB),
            new ExportTable("stage_runs", "ended_at", Whose.OF_JOB),
            new ExportTable("job_events", "occurred_at", Whose.OF_JOB),
            new ExportTable("channels", "updated_at", Whose.JOB),
            new ExportTable("video_metadata", "updated_at", Whose.VIDEO),
            new ExportTable("transcriptions", "updated_at", Whose.RESULT),
            new ExportTable("transcript_segments", "updated_at", Whose.RESULT),
            new ExportTable("chapters", "updated_at", Whose.RESULT),
            new ExportTable("comments", "updated_at", Whose.RESULT),
            new ExportTable("clips", "updated_at", Whose.RESULT),
            new ExportTable("slides", "updated_at", Whose.RESULT),
            new ExportTable("video_relationships", "updated_at", Whose.RELATIONSHIP),
            new ExportTable("current_transcriptions", "updated_at", Whose.RESULT),
            new ExportTable("current_transcript_segments", "updated_at", Whose.RESULT),
            new ExportTable("current_chapters", "updated_at", Whose.RESULT),
            new ExportTable("current_comments", "updated_at", Whose.RESULT),
            new ExportTable("current_clips", "updated_at", Whose.RESULT),
            new ExportTable("current_slides", "updated_at", Whose.RESULT));

    /** Any other is a 404 that names these. */
    static ExportTable named(String name) {
        return ALL.stream()
                .filter(table -> table.name.equals(name))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound("There is no table " + name + " to export; there are "
                        + ALL.stream().map(ExportTable::name).collect(Collectors.joining(", "))));
    }
}
