package io.reelflow.status.search;

import io.reelflow.meaning.Passages;
import io.reelflow.schemas.result.Segment;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows as the dataflow and the read model write them. */
final class FilledTables {
    private final JdbcClient jdbc;

    FilledTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A completed job of a video, the newest of its jobs. */
    String job(String videoId, String owner) {
        return job(videoId, owner, false);
    }

    private String job(String videoId, String owner, boolean dryRun) {
        String id = UUID.randomUUID().toString();
        jdbc.sql("""
                        INSERT INTO processing_jobs (job_id, video_id, job_type, status, progress_percent, user_id, dry_run,
                            attempt, retry_count, max_retries, created_at, updated_at, completed_at, sequence)
                        VALUES (?::uuid, ?, 'full_processing', 'completed', 100, ?, ?, 1, 0, 3, '2026-11-21T09:00:00Z',
                            '2026-11-21T09:00:00Z', now(), 1)
                        """).params(id, videoId, owner, dryRun).update();
        return id;
    }

    Result video(String videoId, String owner, String title, @Nullable String language, @Nullable String published) {
        return result(videoId, job(videoId, owner), title, language, published);
    }

    /** Of whose passages it is known what they mean. */
    void talk(String videoId, String owner, List<Segment> segments) throws InterruptedException {
        Result result = video(videoId, owner, "Untitled", "en", null);
        segments.forEach(each -> result.segment(each.start(), each.end(), each.text(), each.speaker()));
        result.passages(Passages.of(segments));
    }

    long passages(String videoId) {
        return jdbc.sql("SELECT count(*) FROM passages WHERE video_id = ?")
                .param(videoId)
                .query(Long.class)
                .single();
    }

    Result dryRun(String videoId) {
        return result(videoId, job(videoId, "alice", true), videoId, "en", null);
    }

    private Result result(
            String videoId, String job, String title, @Nullable String language, @Nullable String published) {
        jdbc.sql("""
                        INSERT INTO video_metadata (video_id, job_id, url, title, language, published, channel_id,
                            duration_seconds, bytes, updated_at)
                        VALUES (:video, :job::uuid, 'https://example.org', :title, :language, :published::date,
                            'publisher-' || :video, 60, 1, now())
                        ON CONFLICT (video_id) DO UPDATE SET job_id = EXCLUDED.job_id, title = EXCLUDED.title
                        """)
                .param("video", videoId)
                .param("job", job)
                .param("title", title)
                .param("language", language)
                .param("published", published)
                .update();
        jdbc.sql("""
                        INSERT INTO transcriptions (job_id, video_id, language, source, duration_seconds, segment_count,
                            word_count, text, updated_at)
                        VALUES (?::uuid, ?, ?, 'whisper', 60, 1, 1, '', now())
                        """).param(job).param(videoId).param(language).update();
        return new Result(videoId, job, language);
    }

    /** Puts rows to a job's result. */
    final class Result {
        private final String videoId;
        private final String job;
        private final @Nullable String language;
        private int rows;

        private Result(String videoId, String job, @Nullable String language) {
            this.videoId = videoId;
            this.job = job;
            this.language = language;
        }

        Result segment(double start, double end, String text, @Nullable String speaker) {
            jdbc.sql("""
                            INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds,
                                speaker, language, text)
                            VALUES (?::uuid, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(job)
                    .param(rows++)
                    .param(videoId)
                    .param(start)
                    .param(end)
                    .param(speaker)
                    .param(language)
                    .param(text)
                    .update();
            return this;
        }

        Result words(String text, double start, double each) {
            String[] words = text.split(" ", -1);
            Double[] starts = new Double[words.length];
            Double[] ends = new Double[words.length];
            for (int i = 0; i < words.length; i++) {
                starts[i] = start + i * each;
                ends[i] = starts[i] + each;
            }
            jdbc.sql("UPDATE transcript_segments SET words = ?, word_starts = ?, word_ends = ? WHERE job_id = ?::uuid")
                    .params(words, starts, ends, job)
                    .update();
            return this;
        }

        Result slide(double start, double end, String text) {
            jdbc.sql("INSERT INTO slides VALUES (?::uuid, ?, ?, ?, ?, 'Slide', 'slides/1.png', ?)")
                    .params(job, rows++, videoId, start, end, text)
                    .update();
            return this;
        }

        /** As the dataflow makes them of these segments. */
        Result passages(Passages passages) {
            for (Passages.Passage each : passages.passages()) {
                jdbc.sql("INSERT INTO passages VALUES (?::uuid, ?, ?, ?, ?, ?, ?)")
                        .params(job, rows++, videoId, each.start(), each.end(), each.text())
                        .param(Base64.getDecoder().decode(each.embedding()))
                        .update();
            }
            return this;
        }

        Result comment(String text) {
            jdbc.sql("""
                            INSERT INTO comments (job_id, comment_id, video_id, comment_index, author_is_uploader,
                                author_is_verified, text, is_pinned, is_favorited, updated_at)
                            VALUES (?::uuid, ?, ?, 0, false, false, ?, false, false, now())
                            """).params(job, "c" + rows++, videoId, text).update();
            return this;
        }
    }

    void hide(String videoId) {
        jdbc.sql("INSERT INTO hidden_videos VALUES (?, now(), now() + interval '30 days', 'admin')")
                .param(videoId)
                .update();
    }

    void show(String videoId) {
        jdbc.sql("DELETE FROM hidden_videos WHERE video_id = ?").param(videoId).update();
    }

    void purge(String videoId) {
        jdbc.sql("SELECT * FROM purge_rows(?, now(), gen_random_uuid(), 'alice')")
                .param(videoId)
                .query(row -> {});
    }

    /** Everything that the table of changes says. */
    String changes() {
        return jdbc.sql("SELECT string_agg(video, ' ') FROM search_changes")
                .query(String.class)
                .single();
    }

    void edit(String videoId, String edits) {
        jdbc.sql("INSERT INTO video_revisions VALUES (?, 1, ?::jsonb)")
                .params(videoId, edits)
                .update();
    }
}
