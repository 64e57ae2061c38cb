-- Videos that were removed for good: how their rows go, what must not be written any more, and the line that remains of each.

CREATE TABLE purged_videos (
    purge_job_id uuid PRIMARY KEY,
    number       bigint GENERATED ALWAYS AS IDENTITY,
    video_hash   text NOT NULL,
    purged_at    timestamptz NOT NULL,
    requested_by text NOT NULL,
    empty_since  timestamptz,
    swept_at     timestamptz
);
CREATE INDEX purged_videos_hash ON purged_videos (video_hash);
CREATE INDEX purged_videos_number ON purged_videos (number);
COMMENT ON TABLE purged_videos IS 'Each removal of a video for good; nothing here names the video or where it came from';
COMMENT ON COLUMN purged_videos.purge_job_id IS 'The job that removes it';
COMMENT ON COLUMN purged_videos.number IS 'Rises with each removal of rows';
COMMENT ON COLUMN purged_videos.video_hash IS 'SHA-256 of the id of the video, in hex digits';
COMMENT ON COLUMN purged_videos.purged_at IS 'What was made of jobs created until then is gone';
COMMENT ON COLUMN purged_videos.requested_by IS 'Owner of the key that asked for it';
COMMENT ON COLUMN purged_videos.empty_since IS 'When nothing was left in the tables and in storage for the first time; null while that is not so';
COMMENT ON COLUMN purged_videos.swept_at IS 'When nothing had come late either; null while the removal goes on';

CREATE TABLE purged_jobs (
    job_id       uuid PRIMARY KEY,
    purge_job_id uuid NOT NULL,
    upload       text
);
CREATE INDEX purged_jobs_purge ON purged_jobs (purge_job_id);
COMMENT ON TABLE purged_jobs IS 'Jobs of removed videos: what is still heard of them is not written';
COMMENT ON COLUMN purged_jobs.job_id IS 'The job that was';
COMMENT ON COLUMN purged_jobs.purge_job_id IS 'The job that removes its video';
COMMENT ON COLUMN purged_jobs.upload IS 'Object key of what its client uploaded, until that is removed too';

CREATE INDEX slides_video ON slides (video_id);
CREATE INDEX clips_video ON clips (video_id);

-- Every table whose rows belong to a video, in the order in which they go: the seed's, what it does not know in between.
-- The tables of the log are found by their jobs: theirs are the only rows.
CREATE FUNCTION tables_of_videos()
RETURNS TABLE (name regclass, place integer, of_log boolean, video_columns text[], has_job boolean) LANGUAGE sql STABLE AS $$
    SELECT c.oid::regclass,
           CASE c.relname
               WHEN 'video_relationships' THEN 10
               WHEN 'comments' THEN 20
               WHEN 'chapters' THEN 30
               WHEN 'transcript_segments' THEN 40
               WHEN 'transcriptions' THEN 50
               WHEN 'clips' THEN 60
               WHEN 'slides' THEN 70
               WHEN 'stage_runs' THEN 91
               WHEN 'job_events' THEN 92
               WHEN 'job_states' THEN 93
               WHEN 'processing_jobs' THEN 94
               WHEN 'video_metadata' THEN 99
               ELSE 80
           END,
           c.relname IN ('stage_runs', 'job_events', 'job_states', 'processing_jobs'),
           array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attname LIKE '%video\_id'),
           bool_or(a.attname = 'job_id' AND a.atttypid = 'uuid'::regtype)
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname <> 'purged_jobs'
      AND (a.attname LIKE '%video\_id' OR (a.attname = 'job_id' AND a.atttypid = 'uuid'::regtype))
    GROUP BY c.oid, c.relname
$$;
COMMENT ON FUNCTION tables_of_videos() IS 'Tables whose rows belong to videos or their jobs';

-- What the statistics count of these jobs, taken away.
CREATE FUNCTION uncount_jobs(jobs uuid[]) RETURNS void LANGUAGE sql AS $$
    UPDATE job_counts c SET jobs = c.jobs - gone.jobs
    FROM (SELECT s.scope, dry_run, status, CASE WHEN status = 'processing' THEN coalesce(stage, '') ELSE '' END AS stage,
                 count(*) AS jobs
          FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3, 4) gone
    WHERE (c.scope, c.dry_run, c.status, c.stage) = (gone.scope, gone.dry_run, gone.status, gone.stage);
    UPDATE job_durations c SET jobs = c.jobs - gone.jobs, microseconds = c.microseconds - gone.took
    FROM (SELECT s.scope, dry_run, floor(ln(took::double precision) / ln(1.02::double precision))::integer AS bucket,
                 count(*) AS jobs, sum(took) AS took
          FROM processing_jobs,
               LATERAL (SELECT greatest(1, extract(epoch FROM completed_at - started_at) * 1000000)::bigint) d (took),
               LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND status = 'completed' AND took IS NOT NULL AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3) gone
    WHERE (c.scope, c.dry_run, c.bucket) = (gone.scope, gone.dry_run, gone.bucket);
    UPDATE job_ends c SET jobs = c.jobs - gone.jobs
    FROM (SELECT s.scope, dry_run, date_trunc('second', completed_at) AS second, count(*) AS jobs
          FROM processing_jobs, LATERAL (VALUES ('all'), ('owner:' || user_id)) s (scope)
          WHERE job_id = ANY (uncount_jobs.jobs) AND completed_at IS NOT NULL AND s.scope IS NOT NULL
          GROUP BY 1, 2, 3) gone
    WHERE (c.scope, c.dry_run, c.second) = (gone.scope, gone.dry_run, gone.second);
$$;
COMMENT ON FUNCTION uncount_jobs(uuid[]) IS 'Takes these jobs out of the counts; their rows are still there';

-- Removes all rows of a video but those of jobs that were created after it, in one transaction with the counts, and while
-- the reader of the log writes nothing. The same call again removes what has come late. Answers each job that is over by it,
-- and whether it had not ended.
CREATE FUNCTION purge_rows(video text, at timestamptz, purge_job uuid, asker text)
RETURNS TABLE (job_id uuid, was_open boolean) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    hash text := encode(sha256(convert_to(video, 'UTF8')), 'hex');
    first boolean;
    dead uuid[];
    live uuid[];
    t record;
    video_column text;
BEGIN
    PERFORM pg_advisory_xact_lock(8243106209220816759);
    INSERT INTO purged_videos (purge_job_id, video_hash, purged_at, requested_by)
    VALUES (purge_job, hash, at, asker) ON CONFLICT DO NOTHING;
    first := FOUND;
    RETURN QUERY SELECT p.job_id, p.status NOT IN ('completed', 'failed', 'cancelled')
        FROM processing_jobs p WHERE p.video_id = video AND p.created_at <= at;
    INSERT INTO purged_jobs
    SELECT p.job_id, purge_job, CASE WHEN p.url LIKE 'upload:%' THEN 'uploads/' || substr(p.url, 8) END
    FROM processing_jobs p WHERE p.video_id = video AND p.created_at <= at
    ON CONFLICT DO NOTHING;
    IF NOT first THEN
        -- Whoever remembers rows has to forget them again, and whoever follows the tables looks again.
        UPDATE purged_videos v SET number = DEFAULT WHERE v.purge_job_id = purge_job;
    END IF;
    SELECT coalesce(array_agg(j.job_id), '{}') INTO dead
    FROM purged_jobs j JOIN purged_videos v USING (purge_job_id) WHERE v.video_hash = hash;
    SELECT coalesce(array_agg(p.job_id), '{}') INTO live
    FROM processing_jobs p WHERE p.video_id = video AND p.job_id <> ALL (dead);
    PERFORM uncount_jobs(dead);
    FOR t IN SELECT * FROM tables_of_videos() ORDER BY place, name LOOP
        IF t.has_job THEN
            EXECUTE format('DELETE FROM %s WHERE job_id = ANY ($1)', t.name) USING dead;
        END IF;
        IF NOT t.of_log AND t.video_columns IS NOT NULL THEN
            FOREACH video_column IN ARRAY t.video_columns LOOP
                IF NOT t.has_job AND cardinality(live) = 0 THEN
                    EXECUTE format('DELETE FROM %s WHERE %I = $1', t.name, video_column) USING video;
                ELSIF t.has_job AND first THEN
                    EXECUTE format('DELETE FROM %s WHERE %I = $1 AND (job_id <> ALL ($2)) IS NOT FALSE', t.name, video_column)
                        USING video, live;
                END IF;
            END LOOP;
        END IF;
    END LOOP;
    DELETE FROM rejected_records WHERE position(convert_to(video, 'UTF8') IN value) > 0 OR position(video IN reason) > 0;
END
$$;
COMMENT ON FUNCTION purge_rows(text, timestamptz, uuid, text) IS 'Removes the rows of a video; again, what has come late';

-- Rows of jobs that are over by a purge are not stored, whoever brings them.
CREATE FUNCTION refuse_purged_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM purged_jobs WHERE job_id = NEW.job_id) THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION refuse_purged_job() IS 'Guards tables whose rows name their job';

-- Rows that name no job are stored only where a removed video has come back.
CREATE FUNCTION refuse_purged_video() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    video text;
BEGIN
    IF NOT EXISTS (SELECT FROM purged_videos) THEN
        RETURN NEW;
    END IF;
    FOR video IN SELECT to_jsonb(NEW) ->> name FROM unnest(TG_ARGV) name LOOP
        IF EXISTS (SELECT FROM purged_videos WHERE video_hash = encode(sha256(convert_to(video, 'UTF8')), 'hex'))
            AND NOT EXISTS (SELECT FROM processing_jobs WHERE video_id = video) THEN
            RETURN NULL;
        END IF;
    END LOOP;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION refuse_purged_video() IS 'Guards tables whose rows name no job';

-- The tables of the log are guarded by their one writer.
CREATE FUNCTION guard_tables_of_videos() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t record;
BEGIN
    PERFORM pg_advisory_xact_lock(8243106209220816759);
    FOR t IN SELECT * FROM tables_of_videos() WHERE NOT of_log LOOP
        IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = t.name AND tgname = 'refuse_purged') THEN
            EXECUTE format(
                'CREATE TRIGGER refuse_purged BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s',
                t.name,
                CASE WHEN t.has_job THEN 'refuse_purged_job()'
                     ELSE format('refuse_purged_video(%s)',
                                 (SELECT string_agg(quote_literal(c), ', ') FROM unnest(t.video_columns) c)) END);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION guard_tables_of_videos() IS 'Guards each table of videos that is not guarded yet';

REVOKE EXECUTE ON FUNCTION uncount_jobs(uuid[]), purge_rows(text, timestamptz, uuid, text), guard_tables_of_videos(),
    tables_of_videos(), refuse_purged_job(), refuse_purged_video() FROM PUBLIC;
GRANT SELECT ON purged_videos TO analyst;
REVOKE ALL ON purged_jobs FROM analyst;
