-- Channels that are expanded into jobs: what the last look at each has found, and their children in counts.

CREATE TABLE channels (
    channel_id    uuid PRIMARY KEY,
    url           text NOT NULL,
    title         text,
    job_type      text NOT NULL,
    user_id       text NOT NULL,
    dry_run       boolean NOT NULL,
    every_seconds bigint,
    looks         integer NOT NULL,
    listed        bigint NOT NULL,
    created       bigint NOT NULL,
    known         bigint NOT NULL,
    skipped       jsonb NOT NULL,
    seconds       double precision NOT NULL,
    complete      boolean NOT NULL,
    checked_at    timestamptz,
    next_check_at timestamptz,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);
CREATE INDEX channels_newest ON channels (created_at DESC, channel_id DESC);
CREATE INDEX channels_user ON channels (user_id, created_at DESC);
COMMENT ON TABLE channels IS 'Channels, playlists, feeds and sitemaps that are expanded into jobs, and what the last look at each has found';
COMMENT ON COLUMN channels.channel_id IS 'Its job: channel_id of the jobs that its videos have become';
COMMENT ON COLUMN channels.url IS 'Where it is listed';
COMMENT ON COLUMN channels.title IS 'As it names itself; null where it does not';
COMMENT ON COLUMN channels.job_type IS 'What its videos become';
COMMENT ON COLUMN channels.user_id IS 'Whose it is';
COMMENT ON COLUMN channels.dry_run IS 'Whether its jobs are dry runs';
COMMENT ON COLUMN channels.every_seconds IS 'It is looked at again as often; null: when it is asked for';
COMMENT ON COLUMN channels.looks IS 'How often it was looked at, attempts that failed included';
COMMENT ON COLUMN channels.listed IS 'Videos that the last look was shown';
COMMENT ON COLUMN channels.created IS 'Of them, those that have become jobs at that look';
COMMENT ON COLUMN channels.known IS 'Of them, those that had a job';
COMMENT ON COLUMN channels.skipped IS 'The others: how many for each reason';
COMMENT ON COLUMN channels.seconds IS 'Length of those that fit, as far as it is known';
COMMENT ON COLUMN channels.complete IS 'Whether the last look came to the end of the list, or to as many as were wanted';
COMMENT ON COLUMN channels.checked_at IS 'When the last look ended; null before the first has';
COMMENT ON COLUMN channels.next_check_at IS 'When it is looked at again; null where it is not, or just is';
COMMENT ON COLUMN channels.created_at IS 'When it was asked for';
COMMENT ON COLUMN channels.updated_at IS 'When something was last heard of it';
GRANT SELECT ON channels TO analyst;

-- Why children failed is a count over this index alone.
CREATE INDEX processing_jobs_channel_failed ON processing_jobs (channel_id, error_code)
    WHERE status = 'failed' AND channel_id IS NOT NULL;

-- The children of each channel are counted as the jobs of each owner are.
COMMENT ON COLUMN job_counts.scope IS 'all, owner:NAME, or channel:ID for the jobs that a channel''s videos have become';
COMMENT ON COLUMN job_durations.scope IS 'all, owner:NAME, or channel:ID';
COMMENT ON COLUMN job_ends.scope IS 'all, owner:NAME, or channel:ID';

CREATE OR REPLACE FUNCTION recount_jobs() RETURNS void LANGUAGE sql AS $$
    DELETE FROM job_counts;
    DELETE FROM job_durations;
    DELETE FROM job_ends;
    INSERT INTO job_counts
    SELECT s.scope, dry_run, status, CASE WHEN status = 'processing' THEN coalesce(stage, '') ELSE '' END, count(*)
    FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
    WHERE s.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4;
    INSERT INTO job_durations
    SELECT s.scope, dry_run, floor(ln(took::double precision) / ln(1.02::double precision))::integer, count(*), sum(took)
    FROM processing_jobs,
         LATERAL (SELECT greatest(1, extract(epoch FROM completed_at - started_at) * 1000000)::bigint) d (took),
         LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
    WHERE status = 'completed' AND took IS NOT NULL AND started_at IS NOT NULL AND s.scope IS NOT NULL
    GROUP BY 1, 2, 3;
    INSERT INTO job_ends
    SELECT s.scope, dry_run, date_trunc('second', completed_at), count(*)
    FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
    WHERE completed_at IS NOT NULL AND s.scope IS NOT NULL
    GROUP BY 1, 2, 3;
$$;

CREATE OR REPLACE FUNCTION uncount_jobs(jobs uuid[]) RETURNS void LANGUAGE sql AS $$
    UPDATE job_counts c SET jobs = c.jobs - gone.jobs
    FROM (SELECT s.scope, dry_run, status, CASE WHEN status = 'processing' THEN coalesce(stage, '') ELSE '' END AS stage,
                 count(*) AS jobs
          FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3, 4) gone
    WHERE (c.scope, c.dry_run, c.status, c.stage) = (gone.scope, gone.dry_run, gone.status, gone.stage);
    UPDATE job_durations c SET jobs = c.jobs - gone.jobs, microseconds = c.microseconds - gone.took
    FROM (SELECT s.scope, dry_run, floor(ln(took::double precision) / ln(1.02::double precision))::integer AS bucket,
                 count(*) AS jobs, sum(took) AS took
          FROM processing_jobs,
               LATERAL (SELECT greatest(1, extract(epoch FROM completed_at - started_at) * 1000000)::bigint) d (took),
               LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND status = 'completed' AND took IS NOT NULL AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3) gone
    WHERE (c.scope, c.dry_run, c.bucket) = (gone.scope, gone.dry_run, gone.bucket);
    UPDATE job_ends c SET jobs = c.jobs - gone.jobs
    FROM (SELECT s.scope, dry_run, date_trunc('second', completed_at) AS second, count(*) AS jobs
          FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id), ('channel:' || channel_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND completed_at IS NOT NULL AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3) gone
    WHERE (c.scope, c.dry_run, c.second) = (gone.scope, gone.dry_run, gone.second);
$$;

SELECT recount_jobs();
