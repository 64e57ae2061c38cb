INSERT INTO processing_jobs (job_id, video_id, url, job_type, status, stage, progress_percent, priority, user_id, channel_id, dry_run,
    attempt, retry_count, max_retries, error_code, created_at, updated_at, started_at, completed_at, sequence)
SELECT md5(name)::uuid, name, 'https://video.example/' || name, job_type, status, stage, 0, 5, owner, md5(channel)::uuid, dry, attempt,
    attempt - 1, 3, error, created::timestamptz, coalesce(ended, started, created)::timestamptz, started::timestamptz, ended::timestamptz, 9
FROM (VALUES
    ('@sky',  'channel',         'completed', NULL, 'alice', NULL,   false, 1, NULL, '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z', '2026-11-20T08:00:09Z'),
    ('@cook', 'channel',         'completed', NULL, 'bob',   NULL,   false, 1, NULL, '2026-11-21T08:00:00Z', '2026-11-21T08:00:00Z', '2026-11-21T08:00:09Z'),
    ('sky1',  'full_processing', 'completed', NULL, 'alice', '@sky', false, 1, NULL, '2026-11-20T08:00:01Z', '2026-11-20T08:00:11Z', '2026-11-20T08:01:11Z'),
    ('sky2',  'full_processing', 'completed', NULL, 'alice', '@sky', false, 2, NULL, '2026-11-20T08:00:02Z', '2026-11-20T08:00:32Z', '2026-11-20T08:02:32Z'),
    ('sky3',  'full_processing', 'failed', 'downloading', 'alice', '@sky', false, 1, 'SOURCE_NOT_FOUND', '2026-11-20T08:00:03Z', '2026-11-20T08:01:00Z', '2026-11-20T08:03:00Z'),
    ('cook1', 'full_processing', 'completed', NULL, 'bob',   '@cook', false, 1, NULL, '2026-11-21T08:00:01Z', '2026-11-21T08:00:10Z', '2026-11-21T08:10:10Z'),
    ('cook2', 'full_processing', 'queued',    NULL, 'bob',   '@cook', false, 0, NULL, '2026-11-21T08:00:02Z', NULL, NULL),
    ('dry-1', 'full_processing', 'failed', 'downloading', 'bob', '@cook', true, 1, 'INTERNAL', '2026-11-21T07:00:00Z', '2026-11-21T07:00:00Z', '2026-11-21T07:00:01Z')
) v (name, job_type, status, stage, owner, channel, dry, attempt, error, created, started, ended);
UPDATE processing_jobs SET channel_id = NULL WHERE video_id = 'dry-1';
INSERT INTO stage_runs (job_id, attempt, stage, part, video_id, started_at, ended_at, seconds, cpu_seconds, bytes, version, outcome, reused)
SELECT md5(video)::uuid, attempt, stage, part, video, ended::timestamptz - make_interval(secs => seconds), ended::timestamptz, seconds, cpu, 1000, '1', outcome, reused
FROM (VALUES
    ('sky1',  1, 'downloading',  0, '2026-11-20T08:00:21Z', 10.0, 1.0, 'completed', false),
    ('sky1',  1, 'transcribing', 0, '2026-11-20T08:00:51Z', 30.0, 25.0, 'completed', false),
    ('sky1',  1, 'transcribing', 1, '2026-11-20T08:01:11Z', 50.0, 35.0, 'completed', false),
    ('sky2',  1, 'downloading',  0, '2026-11-20T08:00:42Z', 10.0, NULL, 'failed', false),
    ('sky2',  2, 'downloading',  0, '2026-11-20T08:01:12Z', 20.0, 3.0, 'completed', false),
    ('sky2',  2, 'transcribing', 0, '2026-11-20T08:02:32Z', 0.0, 0.0, 'completed', true),
    ('sky3',  1, 'downloading',  0, '2026-11-20T08:03:00Z', 10.0, 1.0, 'failed', false),
    ('cook1', 1, 'downloading',  0, '2026-11-21T08:00:20Z', 10.0, 2.0, 'completed', false)
) v (video, attempt, stage, part, ended, seconds, cpu, outcome, reused);
INSERT INTO video_metadata (video_id, job_id, url, title, channel, channel_id, language, duration_seconds, bytes, view_count, updated_at)
SELECT video, md5(video)::uuid, 'https://video.example/' || video, title, channel, channel, 'en', seconds, bytes, views, '2026-11-20T08:00:30Z'
FROM (VALUES
    ('sky1', 'What is a black hole?', 'Deep Sky', 1800, 1000, 500),
    ('sky2', 'Stars are born', 'Deep Sky', 1800, 2000, 9000),
    ('cook1', 'Bread', 'Kitchen Lab', 3600, 4000, NULL)
) v (video, title, channel, seconds, bytes, views);
INSERT INTO transcriptions
SELECT md5(job)::uuid, video, 'en', 1, 'whisper', 'base', seconds, 2, words, '…', written::timestamptz
FROM (VALUES
    ('old', 'sky1', 1800, 10, '2026-11-19T00:00:00Z'),
    ('sky1', 'sky1', 1800, 3600, '2026-11-20T08:01:00Z'),
    ('sky2', 'sky2', 1800, 5400, '2026-11-20T08:02:00Z'),
    ('cook1', 'cook1', 3600, 12000, '2026-11-21T08:09:00Z')
) v (job, video, seconds, words, written);
INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, text, language)
VALUES (md5('old')::uuid, 0, 'sky1', 1, 2, 'A black hole of an older transcript', 'en'),
       (md5('sky1')::uuid, 0, 'sky1', 12.5, 16, 'Nothing leaves a black hole', 'en'),
       (md5('sky2')::uuid, 0, 'sky2', 40, 44, 'Some end as black holes', 'en'),
       (md5('cook1')::uuid, 0, 'cook1', 3, 4, 'A hole in the bread turns black', 'en');
INSERT INTO clips (job_id, clip_id, video_id, title, start_seconds, end_seconds, duration_seconds, score, transcript_segment, width, height, video_key)
SELECT md5(video)::uuid, clip, video, title, 0, 30, 30, score, '…', 1080, 1920, 'key'
FROM (VALUES ('sky1', 'a', 'Nothing leaves', 0.9), ('sky1', 'b', 'Horizon', 0.4), ('sky2', 'c', 'Birth', 0.7), ('cook1', 'd', 'Crust', 0.8))
    v (video, clip, title, score);
INSERT INTO comments (job_id, comment_id, video_id, comment_index, parent_id, author, author_is_uploader, author_is_verified, text, like_count, is_pinned, is_favorited, updated_at)
SELECT md5(video)::uuid, id, video, place, parent, author, uploader, false, text, likes, false, false, now()
FROM (VALUES
    ('sky1', 'q1', 0, NULL, 'Ann', false, 'How big?', 10),
    ('sky1', 'r1', 1, 'q1', 'Deep Sky', true, 'Very', 3),
    ('sky1', 'q2', 2, NULL, 'Ben', false, 'How far?', 7),
    ('sky1', 'r2', 3, 'q2', 'Cem', false, 'Far', 1),
    ('sky2', 'q3', 0, NULL, 'Dia', false, 'How old?', 8)
) v (video, id, place, parent, author, uploader, text, likes);
