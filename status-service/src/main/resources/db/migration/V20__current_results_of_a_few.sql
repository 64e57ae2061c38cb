-- The newest results of a few videos are looked up for these alone: before, every job of every video was sorted first.

CREATE OR REPLACE VIEW current_transcript_segments AS
SELECT s.* FROM transcript_segments s
CROSS JOIN LATERAL (SELECT t.job_id FROM transcriptions t
                    WHERE t.video_id = s.video_id
                    ORDER BY t.updated_at DESC, t.job_id LIMIT 1) newest
WHERE s.job_id = newest.job_id;

CREATE OR REPLACE VIEW current_slides AS
SELECT s.* FROM slides s
CROSS JOIN LATERAL (SELECT p.job_id FROM processing_jobs p
                    WHERE p.video_id = s.video_id AND p.status = 'completed' AND p.job_type IN ('full_processing', 'slides')
                    ORDER BY p.completed_at DESC LIMIT 1) newest
WHERE s.job_id = newest.job_id;

CREATE OR REPLACE VIEW current_clips AS
SELECT c.* FROM clips c
CROSS JOIN LATERAL (SELECT p.job_id FROM processing_jobs p
                    WHERE p.video_id = c.video_id AND p.status = 'completed' AND p.job_type IN ('full_processing', 'shorts')
                    ORDER BY p.completed_at DESC LIMIT 1) newest
WHERE c.job_id = newest.job_id;

CREATE OR REPLACE VIEW current_chapters AS
SELECT c.* FROM chapters c
CROSS JOIN LATERAL (SELECT p.job_id FROM processing_jobs p
                    WHERE p.video_id = c.video_id AND p.status = 'completed'
                      AND EXISTS (SELECT FROM chapters h WHERE h.job_id = p.job_id)
                    ORDER BY p.completed_at DESC LIMIT 1) newest
WHERE c.job_id = newest.job_id;

CREATE OR REPLACE VIEW current_comments AS
SELECT c.* FROM comments c
CROSS JOIN LATERAL (SELECT p.job_id FROM processing_jobs p
                    WHERE p.video_id = c.video_id AND p.status = 'completed'
                      AND EXISTS (SELECT FROM comments h WHERE h.job_id = p.job_id)
                    ORDER BY p.completed_at DESC LIMIT 1) newest
WHERE c.job_id = newest.job_id;

CREATE OR REPLACE VIEW current_passages AS
SELECT c.* FROM passages c
CROSS JOIN LATERAL (SELECT p.job_id FROM processing_jobs p
                    WHERE p.video_id = c.video_id AND p.status = 'completed'
                      AND EXISTS (SELECT FROM passages h WHERE h.job_id = p.job_id)
                    ORDER BY p.completed_at DESC LIMIT 1) newest
WHERE c.job_id = newest.job_id;
