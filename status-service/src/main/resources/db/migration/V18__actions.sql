-- What was done to jobs by hand, for good: actions on many jobs, which are also gone through from here, and those on one.

CREATE TABLE actions (
    action_id        uuid PRIMARY KEY,
    action           text NOT NULL,
    parameters       jsonb NOT NULL,
    ids              uuid[],
    requested_by     text NOT NULL,
    owner            text,
    concerns         text,
    state            text NOT NULL,
    matched          bigint NOT NULL,
    done             bigint NOT NULL,
    refused          bigint NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    completed_at     timestamptz,
    after_created_at timestamptz,
    after_id         uuid,
    page_ids         uuid[] NOT NULL DEFAULT '{}',
    page_attempts    integer[] NOT NULL DEFAULT '{}',
    is_last_page     boolean NOT NULL DEFAULT false
);
CREATE INDEX actions_newest ON actions (created_at DESC, action_id DESC);
CREATE INDEX actions_running ON actions (updated_at) WHERE state = 'running';
COMMENT ON TABLE actions IS 'Who did what to which jobs: retry, cancel, reprocess, priority, pause, resume; kept for good';
COMMENT ON COLUMN actions.action_id IS 'Derived from the Idempotency-Key where there was one';
COMMENT ON COLUMN actions.action IS 'retry, cancel, reprocess, priority, pause or resume';
COMMENT ON COLUMN actions.parameters IS 'As they were asked for; once it is done, what names a video is a hash';
COMMENT ON COLUMN actions.ids IS 'Jobs that were named one by one; null where a filter says which';
COMMENT ON COLUMN actions.requested_by IS 'Id of the API key that asked';
COMMENT ON COLUMN actions.owner IS 'Owner of that key; null where it has none';
COMMENT ON COLUMN actions.concerns IS 'Whose jobs only; null for anybody''s';
COMMENT ON COLUMN actions.state IS 'running or completed';
COMMENT ON COLUMN actions.matched IS 'Jobs meant: counted when it was asked for, and once it is done those that were found';
COMMENT ON COLUMN actions.done IS 'Jobs whose control was written to the log';
COMMENT ON COLUMN actions.refused IS 'Jobs whose state did not allow it, or that there are not';
COMMENT ON COLUMN actions.created_at IS 'When it was asked for; jobs created later are not concerned';
COMMENT ON COLUMN actions.updated_at IS 'When it last went on';
COMMENT ON COLUMN actions.completed_at IS 'When it was done; null before';
COMMENT ON COLUMN actions.after_created_at IS 'How far it is: creation of the last job that was looked at';
COMMENT ON COLUMN actions.after_id IS 'How far it is: the last job that was looked at';
COMMENT ON COLUMN actions.page_ids IS 'Jobs whose controls are being written; a restart writes the same again';
COMMENT ON COLUMN actions.page_attempts IS 'The attempts that were seen of them';
COMMENT ON COLUMN actions.is_last_page IS 'Whether none comes after these';
REVOKE ALL ON actions FROM analyst;

CREATE TABLE action_refusals (
    action_id uuid NOT NULL,
    job_id    uuid NOT NULL,
    code      text NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (action_id, job_id)
);
COMMENT ON TABLE action_refusals IS 'Jobs that an action passed over';
COMMENT ON COLUMN action_refusals.action_id IS 'The action';
COMMENT ON COLUMN action_refusals.job_id IS 'The job';
COMMENT ON COLUMN action_refusals.code IS 'As the error code of the same wish for this job alone';
COMMENT ON COLUMN action_refusals.reason IS 'The same in a sentence';
REVOKE ALL ON action_refusals FROM analyst;
