-- Jobs and what happened to them. One writer: the status service, from the topics job-commands and job-events.

CREATE TABLE processing_jobs (
    job_id           uuid PRIMARY KEY,
    video_id         text NOT NULL,
    url              text,
    job_type         text,
    status           text NOT NULL,
    stage            text,
    progress_percent double precision NOT NULL,
    current_stage    text,
    priority         integer,
    user_id          text,
    channel_id       uuid,
    options          jsonb,
    dry_run          boolean NOT NULL,
    attempt          integer NOT NULL,
    retry_count      integer NOT NULL,
    max_retries      integer NOT NULL,
    error_code       text,
    error_message    text,
    video_path       text,
    audio_path       text,
    transcript_id    uuid,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    started_at       timestamptz,
    completed_at     timestamptz,
    sequence         bigint NOT NULL,
    partition        integer
);
CREATE INDEX processing_jobs_newest ON processing_jobs (created_at DESC, job_id DESC);
CREATE INDEX processing_jobs_video ON processing_jobs (video_id, created_at DESC);
CREATE INDEX processing_jobs_user ON processing_jobs (user_id, created_at DESC);
CREATE INDEX processing_jobs_status ON processing_jobs (status, created_at DESC);

CREATE TABLE job_states (
    job_id uuid PRIMARY KEY,
    state  jsonb NOT NULL
);

CREATE TABLE job_events (
    job_id         uuid NOT NULL,
    sequence       bigint NOT NULL,
    occurred_at    timestamptz NOT NULL,
    event_id       text NOT NULL,
    video_id       text NOT NULL,
    type           text NOT NULL,
    status         text NOT NULL,
    stage          text,
    attempt        integer NOT NULL,
    part           integer,
    stage_progress double precision,
    progress       double precision NOT NULL,
    message        text,
    error_code     text,
    event          jsonb NOT NULL,
    PRIMARY KEY (job_id, sequence, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE TABLE job_events_other PARTITION OF job_events DEFAULT;

CREATE TABLE stage_runs (
    job_id      uuid NOT NULL,
    attempt     integer NOT NULL,
    stage       text NOT NULL,
    part        integer NOT NULL,
    video_id    text NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    seconds     double precision NOT NULL,
    cpu_seconds double precision,
    bytes       bigint,
    model       text,
    version     text,
    outcome     text NOT NULL,
    reused      boolean NOT NULL,
    PRIMARY KEY (job_id, attempt, stage, part)
);
CREATE INDEX stage_runs_ended ON stage_runs (ended_at);

CREATE TABLE consumer_positions (
    topic       text NOT NULL,
    partition   integer NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

CREATE TABLE rejected_records (
    topic       text NOT NULL,
    partition   integer NOT NULL,
    "offset"    bigint NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    reason      text NOT NULL,
    value       bytea,
    PRIMARY KEY (topic, partition, "offset")
);

CREATE FUNCTION create_job_event_partition(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    name text := 'job_events_' || to_char(day, 'YYYYMMDD');
BEGIN
    IF to_regclass(name) IS NULL THEN
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF job_events FOR VALUES FROM (%L) TO (%L)',
            name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
        EXECUTE format('COMMENT ON TABLE %I IS %L', name, 'Job events of ' || day);
    END IF;
END
$$;
