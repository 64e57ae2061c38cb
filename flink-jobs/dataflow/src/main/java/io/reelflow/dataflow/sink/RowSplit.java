package io.reelflow.dataflow.sink;

import io.reelflow.dataflow.sink.ResultRows.ChapterRow;
import io.reelflow.dataflow.sink.ResultRows.ClipRow;
import io.reelflow.dataflow.sink.ResultRows.CommentRow;
import io.reelflow.dataflow.sink.ResultRows.PassageRow;
import io.reelflow.dataflow.sink.ResultRows.SegmentRow;
import io.reelflow.dataflow.sink.ResultRows.SlideRow;
import io.reelflow.dataflow.sink.ResultRows.TranscriptionRow;
import io.reelflow.dataflow.sink.ResultRows.VideoRow;
import io.reelflow.schemas.job.JobOutcome;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The outcome goes on; the rows leave at the side, by table. */
public final class RowSplit extends ProcessFunction<Finished, JobOutcome> {
    private static final long serialVersionUID = 1L;

    public static final OutputTag<VideoRow> VIDEOS = tag("videos", VideoRow.class);
    public static final OutputTag<TranscriptionRow> TRANSCRIPTIONS = tag("transcriptions", TranscriptionRow.class);
    public static final OutputTag<SegmentRow> SEGMENTS = tag("segments", SegmentRow.class);
    public static final OutputTag<ChapterRow> CHAPTERS = tag("chapters", ChapterRow.class);
    public static final OutputTag<SlideRow> SLIDES = tag("slides", SlideRow.class);
    public static final OutputTag<ClipRow> CLIPS = tag("clips", ClipRow.class);
    public static final OutputTag<PassageRow> PASSAGES = tag("passages", PassageRow.class);
    public static final OutputTag<CommentRow> COMMENTS = tag("comments", CommentRow.class);

    @Override
    public void processElement(Finished finished, Context context, Collector<JobOutcome> out) throws IOException {
        ResultRows rows = finished.rows();
        if (rows != null) {
            context.output(VIDEOS, rows.video());
            if (rows.transcription() != null) {
                context.output(TRANSCRIPTIONS, rows.transcription());
            }
            rows.segments().forEach(row -> context.output(SEGMENTS, row));
            rows.chapters().forEach(row -> context.output(CHAPTERS, row));
            rows.slides().forEach(row -> context.output(SLIDES, row));
            rows.clips().forEach(row -> context.output(CLIPS, row));
            rows.passages().forEach(row -> context.output(PASSAGES, row));
            if (rows.comments() != null) {
                rows.comments().forEach(row -> context.output(COMMENTS, row));
            }
        }
        out.collect(finished.outcome());
    }

    private static <T> OutputTag<T> tag(String name, Class<T> type) {
        return new OutputTag<>(name, TypeInformation.of(type));
    }
}
