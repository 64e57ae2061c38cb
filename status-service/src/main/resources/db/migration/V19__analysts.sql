-- What analysts start from: when each row was written, how channels go, and events by day that can go.

ALTER TABLE transcript_segments ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE chapters ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE slides ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE clips ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
COMMENT ON COLUMN transcript_segments.updated_at IS 'When the row was written';
COMMENT ON COLUMN chapters.updated_at IS 'When the row was written';
COMMENT ON COLUMN slides.updated_at IS 'When the row was written';
COMMENT ON COLUMN clips.updated_at IS 'When the row was written';

CREATE OR REPLACE VIEW current_transcript_segments AS
SELECT s.* FROM transcript_segments s JOIN current_transcriptions t USING (job_id);

CREATE OR REPLACE VIEW current_slides AS
SELECT s.* FROM slides s
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs
      WHERE status = 'completed' AND job_type IN ('full_processing', 'slides')
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);

CREATE OR REPLACE VIEW current_clips AS
SELECT c.* FROM clips c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs
      WHERE status = 'completed' AND job_type IN ('full_processing', 'shorts')
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);

CREATE OR REPLACE VIEW current_chapters AS
SELECT c.* FROM chapters c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs p
      WHERE status = 'completed' AND EXISTS (SELECT FROM chapters WHERE job_id = p.job_id)
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);

CREATE VIEW channel_progress AS
SELECT c.job_id AS channel_id, c.url, c.user_id, c.status AS expansion, c.dry_run, c.created_at,
       coalesce(v.videos, 0)     AS videos,
       coalesce(v.pending, 0)    AS pending,
       coalesce(v.queued, 0)     AS queued,
       coalesce(v.processing, 0) AS processing,
       coalesce(v.retrying, 0)   AS retrying,
       coalesce(v.completed, 0)  AS completed,
       coalesce(v.failed, 0)     AS failed,
       coalesce(v.cancelled, 0)  AS cancelled,
       100.0::double precision * (v.completed + v.failed + v.cancelled) / v.videos AS ended_percent,
       v.first_started_at, v.latest_ended_at, v.updated_at
FROM processing_jobs c
LEFT JOIN (SELECT channel_id,
                  count(*)                                      AS videos,
                  count(*) FILTER (WHERE status = 'pending')    AS pending,
                  count(*) FILTER (WHERE status = 'queued')     AS queued,
                  count(*) FILTER (WHERE status = 'processing') AS processing,
                  count(*) FILTER (WHERE status = 'retrying')   AS retrying,
                  count(*) FILTER (WHERE status = 'completed')  AS completed,
                  count(*) FILTER (WHERE status = 'failed')     AS failed,
                  count(*) FILTER (WHERE status = 'cancelled')  AS cancelled,
                  min(started_at)                               AS first_started_at,
                  max(completed_at)                             AS latest_ended_at,
                  max(updated_at)                               AS updated_at
           FROM processing_jobs
           WHERE channel_id IS NOT NULL AND channel_id <> job_id
           GROUP BY channel_id) v ON v.channel_id = c.job_id
WHERE c.job_type = 'channel';
COMMENT ON VIEW channel_progress IS 'Each channel job with its videos'' jobs by status, dry runs too';
COMMENT ON COLUMN channel_progress.channel_id IS 'The channel job; channel_id of its videos'' jobs';
COMMENT ON COLUMN channel_progress.url IS 'Address of the channel, playlist or feed';
COMMENT ON COLUMN channel_progress.user_id IS 'Owner of the channel job';
COMMENT ON COLUMN channel_progress.expansion IS 'Status of the channel job itself: completed once all videos have been found';
COMMENT ON COLUMN channel_progress.dry_run IS 'True where the videos'' jobs do no media work';
COMMENT ON COLUMN channel_progress.created_at IS 'When the channel was asked for';
COMMENT ON COLUMN channel_progress.videos IS 'Jobs of its videos, all of the following together';
COMMENT ON COLUMN channel_progress.pending IS 'Held before the queue';
COMMENT ON COLUMN channel_progress.queued IS 'Wait for room';
COMMENT ON COLUMN channel_progress.processing IS 'Run';
COMMENT ON COLUMN channel_progress.retrying IS 'Between two attempts';
COMMENT ON COLUMN channel_progress.completed IS 'Completed';
COMMENT ON COLUMN channel_progress.failed IS 'Failed';
COMMENT ON COLUMN channel_progress.cancelled IS 'Cancelled';
COMMENT ON COLUMN channel_progress.ended_percent IS '0 to 100: how many have ended, in whatever way; null before the first is found';
COMMENT ON COLUMN channel_progress.first_started_at IS 'When work on its videos began';
COMMENT ON COLUMN channel_progress.latest_ended_at IS 'When the latest of its videos'' jobs ended';
COMMENT ON COLUMN channel_progress.updated_at IS 'Time of the latest event of any of its videos'' jobs';
GRANT SELECT ON channel_progress TO analyst;

COMMENT ON COLUMN job_durations_by_stage.job_id IS 'The job';
COMMENT ON COLUMN job_durations_by_stage.video_id IS 'The video';
COMMENT ON COLUMN job_durations_by_stage.attempt IS 'Attempt of the job';
COMMENT ON COLUMN job_durations_by_stage.stage IS 'The stage';
COMMENT ON COLUMN job_durations_by_stage.started_at IS 'When its first part began';
COMMENT ON COLUMN job_durations_by_stage.ended_at IS 'When its last part ended';
COMMENT ON COLUMN job_durations_by_stage.cpu_seconds IS 'Processor time of all parts together';
COMMENT ON COLUMN job_durations_by_stage.parts IS 'How many parts it had';
COMMENT ON COLUMN job_durations_by_stage.reused IS 'True where every part was there already';
COMMENT ON COLUMN job_durations_by_stage.outcome IS 'failed where any part failed, else completed';
COMMENT ON COLUMN jobs_per_hour.hour IS 'Beginning of the hour of the request';
COMMENT ON COLUMN jobs_per_hour.jobs IS 'Jobs asked for in it';
COMMENT ON COLUMN jobs_per_hour.completed IS 'Of these, completed by now';
COMMENT ON COLUMN jobs_per_hour.failed IS 'Of these, failed by now';
COMMENT ON COLUMN jobs_per_hour.cancelled IS 'Of these, cancelled by now';
COMMENT ON COLUMN failure_reasons.error_code IS 'Stable code of the failure';
COMMENT ON COLUMN failure_reasons.stage IS 'The stage it failed in';
COMMENT ON COLUMN failure_reasons.jobs IS 'How many failed so';
COMMENT ON COLUMN failure_reasons.latest IS 'When the latest did';

COMMENT ON COLUMN stage_runs.cpu_seconds IS
    'Processor time of the worker and its children; null where nobody counted. One task downloads and reads the file: it counts in extracting_metadata';

-- A view's column means what the table's does.
DO $$
DECLARE
    c record;
BEGIN
    FOR c IN SELECT v.relname AS view, a.attname AS column, col_description(t.oid, b.attnum) AS words
             FROM pg_class v
             JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
             JOIN pg_class t ON t.relnamespace = v.relnamespace AND 'current_' || t.relname = v.relname
             JOIN pg_attribute b ON b.attrelid = t.oid AND b.attname = a.attname
             WHERE v.relnamespace = current_schema()::regnamespace AND v.relkind = 'v' LOOP
        EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', c.view, c.column, c.words);
    END LOOP;
END
$$;

-- Days of job_events come and go while long queries read: neither waits behind them, which would let all writers wait too.
ALTER FUNCTION create_job_event_partition(date) SET lock_timeout = '1s';

CREATE TABLE job_events_kept (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    since date NOT NULL
);
COMMENT ON TABLE job_events_kept IS 'Since when job_events is whole; empty where nothing was ever dropped';
COMMENT ON COLUMN job_events_kept.one IS 'There is one row at most';
COMMENT ON COLUMN job_events_kept.since IS 'Events of UTC days before this one may be gone';
GRANT SELECT ON job_events_kept TO analyst;

-- Answers how many days' partitions have gone.
CREATE FUNCTION drop_job_event_partitions(before date) RETURNS integer LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    name text;
    dropped integer := 0;
BEGIN
    INSERT INTO job_events_kept (since) VALUES (before)
    ON CONFLICT (one) DO UPDATE SET since = greatest(job_events_kept.since, excluded.since);
    FOR name IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'job_events'::regclass AND c.relname ~ '^job_events_[0-9]{8}$'
                  AND to_date(right(c.relname, 8), 'YYYYMMDD') < before ORDER BY c.relname LOOP
        EXECUTE format('DROP TABLE %I', name);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM job_events_other WHERE occurred_at < before::timestamp AT TIME ZONE 'UTC';
    RETURN dropped;
END
$$;
COMMENT ON FUNCTION drop_job_event_partitions(date) IS 'Drops job events of UTC days before this one';
REVOKE EXECUTE ON FUNCTION drop_job_event_partitions(date) FROM PUBLIC;

-- Few rows that change all the time: pages keep room for the next version, and old ones go without a vacuum.
ALTER TABLE job_counts SET (fillfactor = 50);
ALTER TABLE job_durations SET (fillfactor = 50);
ALTER TABLE job_ends SET (fillfactor = 50);
