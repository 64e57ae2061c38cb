-- What every table and column means, the views analysts start from, and the role that may read them.

CREATE VIEW job_durations_by_stage AS
SELECT job_id, video_id, attempt, stage,
       min(started_at)                                        AS started_at,
       max(ended_at)                                          AS ended_at,
       extract(epoch FROM max(ended_at) - min(started_at))::double precision AS seconds,
       sum(seconds)                                           AS work_seconds,
       sum(cpu_seconds)                                       AS cpu_seconds,
       count(*)                                               AS parts,
       bool_and(reused)                                       AS reused,
       CASE WHEN bool_or(outcome = 'failed') THEN 'failed' ELSE 'completed' END AS outcome
FROM stage_runs
GROUP BY job_id, video_id, attempt, stage;

CREATE VIEW jobs_per_hour AS
SELECT date_trunc('hour', created_at) AS hour,
       count(*)                                        AS jobs,
       count(*) FILTER (WHERE status = 'completed')    AS completed,
       count(*) FILTER (WHERE status = 'failed')       AS failed,
       count(*) FILTER (WHERE status = 'cancelled')    AS cancelled
FROM processing_jobs
WHERE NOT dry_run
GROUP BY 1;

CREATE VIEW failure_reasons AS
SELECT error_code, stage, count(*) AS jobs, max(completed_at) AS latest
FROM processing_jobs
WHERE status = 'failed' AND NOT dry_run
GROUP BY error_code, stage;

CREATE VIEW current_transcriptions AS
SELECT DISTINCT ON (video_id) * FROM transcriptions ORDER BY video_id, updated_at DESC, job_id;

CREATE VIEW current_transcript_segments AS
SELECT s.* FROM transcript_segments s JOIN current_transcriptions t USING (job_id);

CREATE VIEW current_slides AS
SELECT s.* FROM slides s
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs
      WHERE status = 'completed' AND job_type IN ('full_processing', 'slides')
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);

CREATE VIEW current_clips AS
SELECT c.* FROM clips c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs
      WHERE status = 'completed' AND job_type IN ('full_processing', 'shorts')
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);

COMMENT ON TABLE processing_jobs IS 'Jobs: one row each, as the fold of its events';
COMMENT ON COLUMN processing_jobs.job_id IS 'Derived from the request: the same request is the same job';
COMMENT ON COLUMN processing_jobs.video_id IS 'YouTube''s own id, else 16 characters derived from the address or the upload';
COMMENT ON COLUMN processing_jobs.url IS 'Canonical address of the source; upload:ID/NAME for an upload';
COMMENT ON COLUMN processing_jobs.job_type IS 'full_processing, transcription, shorts, slides, metadata, channel or purge';
COMMENT ON COLUMN processing_jobs.status IS 'pending, queued, processing, retrying, completed, failed or cancelled';
COMMENT ON COLUMN processing_jobs.stage IS 'The stage that holds the job up; where it failed, the stage it failed in';
COMMENT ON COLUMN processing_jobs.progress_percent IS '0 to 100; never falls inside one attempt';
COMMENT ON COLUMN processing_jobs.current_stage IS 'What the job is at, in a sentence for people';
COMMENT ON COLUMN processing_jobs.priority IS '1 (first) to 9 (last)';
COMMENT ON COLUMN processing_jobs.user_id IS 'Owner of the job';
COMMENT ON COLUMN processing_jobs.channel_id IS 'The channel job that made this one; null where none did';
COMMENT ON COLUMN processing_jobs.options IS 'Options of the request, every one filled, without webhook_url';
COMMENT ON COLUMN processing_jobs.dry_run IS 'True where the job does no media work; left out of statistics';
COMMENT ON COLUMN processing_jobs.attempt IS '1 for the first run; 0 before it begins';
COMMENT ON COLUMN processing_jobs.retry_count IS 'Automatic retries and those by hand';
COMMENT ON COLUMN processing_jobs.max_retries IS 'Automatic retries of one run at most';
COMMENT ON COLUMN processing_jobs.error_code IS 'Stable code of the last failure; null where there is none';
COMMENT ON COLUMN processing_jobs.error_message IS 'The last failure in a sentence for people';
COMMENT ON COLUMN processing_jobs.video_path IS 'Object key of the stored source of a completed job';
COMMENT ON COLUMN processing_jobs.audio_path IS 'Object key of the extracted sound of a completed job';
COMMENT ON COLUMN processing_jobs.transcript_id IS 'job_id in transcriptions, where a completed job has a transcript';
COMMENT ON COLUMN processing_jobs.created_at IS 'When the request was accepted';
COMMENT ON COLUMN processing_jobs.updated_at IS 'Time of the last event that changed the job';
COMMENT ON COLUMN processing_jobs.started_at IS 'When the first attempt began';
COMMENT ON COLUMN processing_jobs.completed_at IS 'When the job ended, in whatever way';
COMMENT ON COLUMN processing_jobs.sequence IS 'Position in the log of the last event that had an effect; -1 before any';
COMMENT ON COLUMN processing_jobs.partition IS 'Partition of job-events that holds this job; null before its first event';

COMMENT ON TABLE job_states IS 'The folded state of each job as the service reads it; not for analysts (holds every option)';
COMMENT ON COLUMN job_states.job_id IS 'The job';
COMMENT ON COLUMN job_states.state IS 'State as JSON, the fold of the job''s events';

COMMENT ON TABLE job_events IS 'Every event that changed a job, partitioned by UTC day';
COMMENT ON COLUMN job_events.job_id IS 'The job';
COMMENT ON COLUMN job_events.sequence IS 'Position in the job''s partition of job-events; -1 for the request itself';
COMMENT ON COLUMN job_events.occurred_at IS 'When it happened';
COMMENT ON COLUMN job_events.event_id IS 'Derived from job, attempt, stage, part and step';
COMMENT ON COLUMN job_events.video_id IS 'The video';
COMMENT ON COLUMN job_events.type IS 'What happened: submitted, queued, started, stage_completed …';
COMMENT ON COLUMN job_events.status IS 'Status of the job after it';
COMMENT ON COLUMN job_events.stage IS 'The stage it is about; else the one the job stands at';
COMMENT ON COLUMN job_events.attempt IS 'Attempt it belongs to; 0 before any';
COMMENT ON COLUMN job_events.part IS 'Part of the stage (span of a transcript, clip), counted from 0';
COMMENT ON COLUMN job_events.stage_progress IS '0 to 1 of this part of this stage';
COMMENT ON COLUMN job_events.progress IS '0 to 100 of the job after it';
COMMENT ON COLUMN job_events.message IS 'For people';
COMMENT ON COLUMN job_events.error_code IS 'Stable code of the failure it tells of';
COMMENT ON COLUMN job_events.event IS 'The whole event as JSON, without the job''s request';
COMMENT ON TABLE job_events_other IS 'Job events of days that had no partition of their own when they arrived';

COMMENT ON TABLE stage_runs IS 'What each run of a stage, or of one part of it, took';
COMMENT ON COLUMN stage_runs.job_id IS 'The job';
COMMENT ON COLUMN stage_runs.attempt IS 'Attempt of the job';
COMMENT ON COLUMN stage_runs.stage IS 'The stage';
COMMENT ON COLUMN stage_runs.part IS 'Part of the stage, counted from 0; 0 where it has none';
COMMENT ON COLUMN stage_runs.video_id IS 'The video';
COMMENT ON COLUMN stage_runs.started_at IS 'ended_at less seconds';
COMMENT ON COLUMN stage_runs.ended_at IS 'When it ended';
COMMENT ON COLUMN stage_runs.seconds IS 'Wall time';
COMMENT ON COLUMN stage_runs.cpu_seconds IS 'Processor time of the worker and its children; null where nobody counted';
COMMENT ON COLUMN stage_runs.bytes IS 'Bytes read or written, whichever the stage is about';
COMMENT ON COLUMN stage_runs.model IS 'Model of speech recognition, where one was used';
COMMENT ON COLUMN stage_runs.version IS 'Version of the stage''s code';
COMMENT ON COLUMN stage_runs.outcome IS 'completed or failed';
COMMENT ON COLUMN stage_runs.reused IS 'True where the artifact was there already and nothing was run';

COMMENT ON TABLE consumer_positions IS 'How far the topics have been read into these tables; written in the same transaction';
COMMENT ON COLUMN consumer_positions.topic IS 'Kafka topic';
COMMENT ON COLUMN consumer_positions.partition IS 'Partition of the topic';
COMMENT ON COLUMN consumer_positions.next_offset IS 'Offset of the first record not yet read';

COMMENT ON TABLE rejected_records IS 'Records of the log that could not be read, and were passed over';
COMMENT ON COLUMN rejected_records.topic IS 'Kafka topic';
COMMENT ON COLUMN rejected_records.partition IS 'Partition of the topic';
COMMENT ON COLUMN rejected_records."offset" IS 'Offset of the record';
COMMENT ON COLUMN rejected_records.rejected_at IS 'When it was passed over';
COMMENT ON COLUMN rejected_records.reason IS 'Why it could not be read';
COMMENT ON COLUMN rejected_records.value IS 'The record as it came';

COMMENT ON TABLE video_metadata IS 'What is known of each video, by the latest job that looked';
COMMENT ON COLUMN video_metadata.video_id IS 'The video';
COMMENT ON COLUMN video_metadata.job_id IS 'The job that wrote the row';
COMMENT ON COLUMN video_metadata.url IS 'Canonical address';
COMMENT ON COLUMN video_metadata.title IS 'Title, as the publisher says';
COMMENT ON COLUMN video_metadata.description IS 'Description, as the publisher says';
COMMENT ON COLUMN video_metadata.channel IS 'Name of the channel';
COMMENT ON COLUMN video_metadata.channel_id IS 'The publisher''s id of the channel';
COMMENT ON COLUMN video_metadata.published IS 'Day of publication';
COMMENT ON COLUMN video_metadata.language IS 'Language, ISO 639-1';
COMMENT ON COLUMN video_metadata.duration_seconds IS 'Length of the video; 0 where it is not known';
COMMENT ON COLUMN video_metadata.width IS 'Shown width, pixels';
COMMENT ON COLUMN video_metadata.height IS 'Shown height, pixels';
COMMENT ON COLUMN video_metadata.bytes IS 'Size of the stored source';
COMMENT ON COLUMN video_metadata.sha256 IS 'SHA-256 of the stored source';
COMMENT ON COLUMN video_metadata.view_count IS 'Views, as the publisher says';
COMMENT ON COLUMN video_metadata.like_count IS 'Likes, as the publisher says';
COMMENT ON COLUMN video_metadata.thumbnail_url IS 'The publisher''s own thumbnail';
COMMENT ON COLUMN video_metadata.tags IS 'Tags, as the publisher says';
COMMENT ON COLUMN video_metadata.updated_at IS 'When the row was written';

COMMENT ON TABLE transcriptions IS 'Transcripts, one for each job that made one';
COMMENT ON COLUMN transcriptions.job_id IS 'The job that made it';
COMMENT ON COLUMN transcriptions.video_id IS 'The video';
COMMENT ON COLUMN transcriptions.language IS 'Language, ISO 639-1; null where nothing was said';
COMMENT ON COLUMN transcriptions.language_probability IS '0 to 1';
COMMENT ON COLUMN transcriptions.source IS 'whisper or captions';
COMMENT ON COLUMN transcriptions.model IS 'Model of speech recognition, where one was used';
COMMENT ON COLUMN transcriptions.duration_seconds IS 'Length of the sound';
COMMENT ON COLUMN transcriptions.segment_count IS 'Segments of the transcript';
COMMENT ON COLUMN transcriptions.word_count IS 'Words of the transcript';
COMMENT ON COLUMN transcriptions.text IS 'All that was said';
COMMENT ON COLUMN transcriptions.updated_at IS 'When the row was written';

COMMENT ON TABLE transcript_segments IS 'Segments of transcripts, about a sentence each';
COMMENT ON COLUMN transcript_segments.job_id IS 'The job that made it';
COMMENT ON COLUMN transcript_segments.segment_index IS 'Place in the transcript, from 0';
COMMENT ON COLUMN transcript_segments.video_id IS 'The video';
COMMENT ON COLUMN transcript_segments.start_seconds IS 'Start, seconds of the video';
COMMENT ON COLUMN transcript_segments.end_seconds IS 'End, seconds of the video';
COMMENT ON COLUMN transcript_segments.speaker IS 'Who speaks, where that is known';
COMMENT ON COLUMN transcript_segments.text IS 'What was said';
COMMENT ON COLUMN transcript_segments.tsv IS 'The text, indexed for full-text search';

COMMENT ON TABLE chapters IS 'Chapters of videos';
COMMENT ON COLUMN chapters.job_id IS 'The job that made it';
COMMENT ON COLUMN chapters.chapter_index IS 'Place in the video, from 0';
COMMENT ON COLUMN chapters.video_id IS 'The video';
COMMENT ON COLUMN chapters.start_seconds IS 'Start, seconds of the video';
COMMENT ON COLUMN chapters.end_seconds IS 'End, seconds of the video';
COMMENT ON COLUMN chapters.title IS 'Title';

COMMENT ON TABLE slides IS 'Slides: stretches in which the picture stands still';
COMMENT ON COLUMN slides.job_id IS 'The job that made it';
COMMENT ON COLUMN slides.slide_index IS 'Place in the video, from 1';
COMMENT ON COLUMN slides.video_id IS 'The video';
COMMENT ON COLUMN slides.start_seconds IS 'Start, seconds of the video';
COMMENT ON COLUMN slides.end_seconds IS 'End, seconds of the video';
COMMENT ON COLUMN slides.title IS 'Title read off the slide';
COMMENT ON COLUMN slides.image_key IS 'Object key of the PNG';
COMMENT ON COLUMN slides.text IS 'Text read off the slide; null where nobody read';
COMMENT ON COLUMN slides.transcript IS 'What was said while it stood';
COMMENT ON COLUMN slides.same_as IS 'slide_index of the slide this one shows again';

COMMENT ON TABLE clips IS 'Short clips cut out of videos';
COMMENT ON COLUMN clips.job_id IS 'The job that made it';
COMMENT ON COLUMN clips.clip_id IS 'Unique within its video for ever';
COMMENT ON COLUMN clips.video_id IS 'The video';
COMMENT ON COLUMN clips.title IS 'Title';
COMMENT ON COLUMN clips.description IS 'Description';
COMMENT ON COLUMN clips.start_seconds IS 'Start, seconds of the video';
COMMENT ON COLUMN clips.end_seconds IS 'End, seconds of the video';
COMMENT ON COLUMN clips.duration_seconds IS 'Length of the clip';
COMMENT ON COLUMN clips.score IS '0 to 1: how much it is worth watching alone';
COMMENT ON COLUMN clips.hook IS 'The line that draws a viewer in';
COMMENT ON COLUMN clips.tags IS 'Tags';
COMMENT ON COLUMN clips.hashtags IS 'Hashtags';
COMMENT ON COLUMN clips.transcript_segment IS 'What is said in it';
COMMENT ON COLUMN clips.width IS 'Width of its picture, pixels';
COMMENT ON COLUMN clips.height IS 'Height of its picture, pixels';
COMMENT ON COLUMN clips.video_key IS 'Object key of the clip';

COMMENT ON VIEW job_durations_by_stage IS 'Seconds of each stage of each attempt of each job';
COMMENT ON COLUMN job_durations_by_stage.seconds IS 'From the first part''s start to the last part''s end';
COMMENT ON COLUMN job_durations_by_stage.work_seconds IS 'Sum over the parts, which may run side by side';
COMMENT ON VIEW jobs_per_hour IS 'Jobs by the hour of their request, dry runs left out';
COMMENT ON VIEW failure_reasons IS 'Failed jobs by code and stage, dry runs left out';
COMMENT ON VIEW current_transcriptions IS 'The newest transcript of each video';
COMMENT ON VIEW current_transcript_segments IS 'Segments of the newest transcript of each video';
COMMENT ON VIEW current_slides IS 'Slides of the newest completed job of each video that looked for slides';
COMMENT ON VIEW current_clips IS 'Clips of the newest completed job of each video that makes clips';

-- Roles belong to the whole server, so another database of it may have made this one already.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'analyst') THEN
        CREATE ROLE analyst NOLOGIN;
    END IF;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO analyst', current_database());
END
$$;
ALTER ROLE analyst NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION CONNECTION LIMIT 5;
ALTER ROLE analyst SET statement_timeout = '30s';
ALTER ROLE analyst SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE analyst SET default_transaction_read_only = on;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION create_job_event_partition(date) FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO analyst;
GRANT SELECT ON
    processing_jobs, job_events, stage_runs, consumer_positions,
    video_metadata, transcriptions, transcript_segments, chapters, slides, clips,
    job_durations_by_stage, jobs_per_hour, failure_reasons,
    current_transcriptions, current_transcript_segments, current_slides, current_clips
TO analyst;
