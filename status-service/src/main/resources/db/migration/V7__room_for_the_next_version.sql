-- A row of a job changes several times within a second: its page keeps room for the next version, so that no index has to be told
-- of it.

ALTER TABLE processing_jobs SET (fillfactor = 75);
ALTER TABLE job_states SET (fillfactor = 60);
