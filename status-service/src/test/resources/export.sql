INSERT INTO processing_jobs (job_id, video_id, url, job_type, status, stage, progress_percent, priority, user_id, options,
    dry_run, attempt, retry_count, max_retries, error_code, created_at, updated_at, started_at, sequence)
SELECT md5('job ' || n)::uuid, 'video-' || n, 'https://example.org/' || n, 'full_processing', 'completed',
    CASE WHEN n % 3 = 0 THEN 'analyzing' END, n % 101, 5, 'owner-' || n % 7,
    CASE WHEN n % 5 > 0 THEN jsonb_build_object('max_clips', n % 50) END, n % 11 = 0, 1 + n % 4, 0, 3,
    CASE WHEN n % 13 = 0 THEN 'INTERNAL' END, timestamptz '2026-11-01T00:00:00Z' + make_interval(secs => n * 5.000001),
    timestamptz '2026-11-01T00:00:00Z' + make_interval(secs => n * 5.123457),
    CASE WHEN n % 2 = 0 THEN timestamptz '2026-11-01T00:00:00Z' END, n
FROM generate_series(1, :jobs) n;
INSERT INTO processing_jobs (job_id, video_id, url, job_type, status, progress_percent, priority, user_id, dry_run, attempt,
    retry_count, max_retries, created_at, updated_at, started_at, completed_at, sequence)
SELECT md5(video)::uuid, video, 'https://example.org/' || video, 'full_processing', 'completed', 100, 5, owner, false, 1, 0, 3,
    '2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z', '2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z', 7
FROM (VALUES ('odd', 'alice'), ('even', 'carol')) v (video, owner);
INSERT INTO video_metadata (video_id, job_id, url, title, description, channel, published, language, duration_seconds, bytes, tags, heatmap, updated_at)
VALUES ('odd', md5('odd')::uuid, 'https://example.org/odd', 'Quotes " and, commas', E'two\nlines ☃', '', '2026-01-31', NULL, 61.5,
        10, ARRAY['a,b', '', NULL], '[{"end": 1}]', '2026-11-20T10:00:00.123456Z'),
       ('even', md5('even')::uuid, 'https://example.org/even', 'Plain', NULL, 'Channel', NULL, 'en', 30, 20, '{}', NULL, now());
INSERT INTO transcriptions VALUES (md5('odd')::uuid, 'odd', 'en', 0.9, 'whisper', 'base', 61.5, 1, 2, 'one two', now());
INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, text, language, words, word_starts)
VALUES (md5('odd')::uuid, 0, 'odd', 0, 1, 'one two', 'en', ARRAY['one', 'two'], ARRAY[0, 0.5]);
INSERT INTO chapters (job_id, chapter_index, video_id, start_seconds, end_seconds, title) VALUES (md5('odd')::uuid, 0, 'odd', 0, 61.5, 'All');
INSERT INTO slides (job_id, slide_index, video_id, start_seconds, end_seconds, image_key) VALUES (md5('odd')::uuid, 1, 'odd', 0, 61.5, 'key');
INSERT INTO clips (job_id, clip_id, video_id, start_seconds, end_seconds, duration_seconds, score, transcript_segment, width, height, video_key)
VALUES (md5('odd')::uuid, 'c1', 'odd', 0, 30, 30, 0.8, 'one two', 1080, 1920, 'key');
INSERT INTO comments (job_id, comment_id, video_id, comment_index, author_is_uploader, author_is_verified, text, is_pinned, is_favorited, updated_at)
VALUES (md5('odd')::uuid, 'm1', 'odd', 0, false, false, 'Nice', false, false, now());
INSERT INTO compared_videos VALUES ('odd'), ('even');
INSERT INTO video_relationships (video_id, related_video_id, kind, value, display, weight) VALUES ('odd', 'even', 'topic', 'moon', 'Moon', 0.5);
INSERT INTO channels VALUES
    (gen_random_uuid(), 'https://talks.example/feed.xml', 'Talks; "all"', 'metadata', 'alice', true, 3600, 2, 110, 10, 90,
     '{"private": 10}', 3000.5, true, now(), now() + interval '1 hour', now(), now());
