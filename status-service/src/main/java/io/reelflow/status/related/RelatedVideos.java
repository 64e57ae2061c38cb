package io.reelflow.status.related;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which videos are related to one. Every call blocks. */
@Component
public class RelatedVideos {
    private final JdbcClient jdbc;

    RelatedVideos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param weight 0 to 1
     * @param reasons the strongest first
     */
    public record Related(String videoId, @Nullable String title, double weight, List<Why> reasons) {}

    /**
     * @param kind {@code channel}, {@code person}, {@code topic}, {@code link} or {@code passage}
     * @param time when a passage is said, seconds of the video asked for; null for what has no time
     * @param relatedTime when it is said in the related one
     */
    public record Why(
            String kind,
            String value,
            double weight,
            @Nullable Double time,
            @Nullable Double relatedTime) {}

    private record Row(String videoId, @Nullable String title, Why why) {}

    /** @param owner whose videos only; null for everybody's */
    public List<Related> of(String videoId, @Nullable String owner) {
        List<Row> rows = jdbc.sql("""
                        SELECT r.related_video_id, coalesce(e.edits ->> 'title', m.title), r.kind, r.display, r.weight, r.start_seconds, r.related_start_seconds
                        FROM video_relationships r LEFT JOIN video_metadata m ON m.video_id = r.related_video_id
                        LEFT JOIN video_revisions e ON e.video_id = r.related_video_id
                        WHERE r.video_id = :video
                          AND NOT EXISTS (SELECT FROM hidden_videos h WHERE h.video_id = r.related_video_id)
                          AND (:owner::text IS NULL OR EXISTS (
                            SELECT FROM processing_jobs p WHERE p.video_id = r.related_video_id AND p.user_id = :owner))
                        ORDER BY r.weight DESC, r.kind, r.value
                        """)
                .param("video", videoId)
                .param("owner", owner)
                .query((row, ignored) -> new Row(
                        row.getString(1),
                        row.getString(2),
                        new Why(
                                row.getString(3),
                                row.getString(4),
                                row.getDouble(5),
                                row.getObject(6, Double.class),
                                row.getObject(7, Double.class))))
                .list();
        return new ArrayList<>(rows.stream()
                        .collect(Collectors.groupingBy(Row::videoId, LinkedHashMap::new, Collectors.toList()))
                        .values())
                .stream()
                        .map(RelatedVideos::related)
                        .sorted(Comparator.comparingDouble(Related::weight)
                                .reversed()
                                .thenComparing(Related::videoId))
                        .toList();
    }

    private static Related related(List<Row> rows) {
        double unrelated =
                rows.stream().mapToDouble(row -> 1 - row.why().weight()).reduce(1, (a, b) -> a * b);
        Row any = Objects.requireNonNull(rows.get(0));
        return new Related(
                any.videoId(),
                any.title(),
                Math.round((1 - unrelated) * 10_000) / 10_000.0,
                rows.stream().map(Row::why).toList());
    }
}
