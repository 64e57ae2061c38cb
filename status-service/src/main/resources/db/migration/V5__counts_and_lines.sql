-- Counts kept with the rows, so that statistics cost the same for ten jobs and for a million; and the line of those that wait.

ALTER TABLE processing_jobs
    ADD COLUMN manual_retries integer NOT NULL DEFAULT 0,
    ADD COLUMN not_before timestamptz;
COMMENT ON COLUMN processing_jobs.manual_retries IS 'Retries by hand, at most 10; retry_count has them too';
COMMENT ON COLUMN processing_jobs.not_before IS 'It waits until then; null: at once';

-- Few at any time but for a backlog: who is how far in the line is a count over this index alone.
CREATE INDEX processing_jobs_line ON processing_jobs (priority, created_at, job_id) WHERE status = 'queued';
CREATE INDEX processing_jobs_channel ON processing_jobs (channel_id, created_at DESC) WHERE channel_id IS NOT NULL;

CREATE TABLE job_counts (
    scope   text NOT NULL,
    dry_run boolean NOT NULL,
    status  text NOT NULL,
    stage   text NOT NULL,
    jobs    bigint NOT NULL,
    PRIMARY KEY (scope, dry_run, status, stage)
);
COMMENT ON TABLE job_counts IS 'How many jobs there are, of everybody and of each owner; moves in the transaction that moves the jobs';
COMMENT ON COLUMN job_counts.scope IS 'all, or owner:NAME';
COMMENT ON COLUMN job_counts.dry_run IS 'Whether these are dry runs';
COMMENT ON COLUMN job_counts.status IS 'As in processing_jobs';
COMMENT ON COLUMN job_counts.stage IS 'The stage that holds up jobs that are processing; empty for all others';
COMMENT ON COLUMN job_counts.jobs IS 'How many';

CREATE TABLE job_durations (
    scope        text NOT NULL,
    dry_run      boolean NOT NULL,
    bucket       integer NOT NULL,
    jobs         bigint NOT NULL,
    microseconds numeric NOT NULL,
    PRIMARY KEY (scope, dry_run, bucket)
);
COMMENT ON TABLE job_durations IS 'How long completed jobs took from start to end, as a histogram whose buckets grow by 2 percent each';
COMMENT ON COLUMN job_durations.scope IS 'all, or owner:NAME';
COMMENT ON COLUMN job_durations.dry_run IS 'Whether these are dry runs';
COMMENT ON COLUMN job_durations.bucket IS 'From 1.02 to the power of this, in microseconds, to the next';
COMMENT ON COLUMN job_durations.jobs IS 'How many took that long';
COMMENT ON COLUMN job_durations.microseconds IS 'What they took together';

CREATE TABLE job_ends (
    scope   text NOT NULL,
    dry_run boolean NOT NULL,
    second  timestamptz NOT NULL,
    jobs    bigint NOT NULL,
    PRIMARY KEY (scope, dry_run, second)
);
CREATE INDEX job_ends_second ON job_ends (second);
COMMENT ON TABLE job_ends IS 'How many jobs ended in each second of the last hour';
COMMENT ON COLUMN job_ends.scope IS 'all, or owner:NAME';
COMMENT ON COLUMN job_ends.dry_run IS 'Whether these are dry runs';
COMMENT ON COLUMN job_ends.second IS 'Beginning of the second';
COMMENT ON COLUMN job_ends.jobs IS 'How many ended in it';

CREATE FUNCTION recount_jobs() RETURNS void LANGUAGE sql AS $$
    DELETE FROM job_counts;
    DELETE FROM job_durations;
    DELETE FROM job_ends;
    INSERT INTO job_counts
    SELECT s.scope, dry_run, status, CASE WHEN status = 'processing' THEN coalesce(stage, '') ELSE '' END, count(*)
    FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
    WHERE s.scope IS NOT NULL
    GROUP BY 1, 2, 3, 4;
    INSERT INTO job_durations
    SELECT s.scope, dry_run, floor(ln(took::double precision) / ln(1.02::double precision))::integer, count(*), sum(took)
    FROM processing_jobs,
         LATERAL (SELECT greatest(1, extract(epoch FROM completed_at - started_at) * 1000000)::bigint) d (took),
         LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
    WHERE status = 'completed' AND took IS NOT NULL AND started_at IS NOT NULL AND s.scope IS NOT NULL
    GROUP BY 1, 2, 3;
    INSERT INTO job_ends
    SELECT s.scope, dry_run, date_trunc('second', completed_at), count(*)
    FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
    WHERE completed_at IS NOT NULL AND s.scope IS NOT NULL
    GROUP BY 1, 2, 3;
$$;
COMMENT ON FUNCTION recount_jobs() IS 'Counts all jobs again; nothing else may write meanwhile';
REVOKE EXECUTE ON FUNCTION recount_jobs() FROM PUBLIC;
SELECT recount_jobs();
