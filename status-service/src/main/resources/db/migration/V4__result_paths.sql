-- Completed jobs whose result has not been looked up yet: few at any time.
CREATE INDEX processing_jobs_without_paths ON processing_jobs (completed_at DESC)
    WHERE status = 'completed' AND video_path IS NULL;
COMMENT ON COLUMN processing_jobs.video_path IS 'Object key of the stored source of a completed job; of its description where it has no media';
