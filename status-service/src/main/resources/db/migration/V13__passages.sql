-- What is meant in each half minute of a talk, for searches by meaning.

CREATE TABLE passages (
    job_id        uuid NOT NULL,
    passage_index integer NOT NULL,
    video_id      text NOT NULL,
    start_seconds double precision NOT NULL,
    end_seconds   double precision NOT NULL,
    text          text NOT NULL,
    embedding     bytea NOT NULL,
    PRIMARY KEY (job_id, passage_index)
);
CREATE INDEX passages_video ON passages (video_id);
COMMENT ON TABLE passages IS 'Half minutes of talks and what they mean; none where no model knows the language';
COMMENT ON COLUMN passages.job_id IS 'The job that made it';
COMMENT ON COLUMN passages.passage_index IS 'Place in the talk, from 0';
COMMENT ON COLUMN passages.video_id IS 'The video';
COMMENT ON COLUMN passages.start_seconds IS 'Start of its first segment';
COMMENT ON COLUMN passages.end_seconds IS 'End of its last segment';
COMMENT ON COLUMN passages.text IS 'What is said in it, as it was heard';
COMMENT ON COLUMN passages.embedding IS
    'Vector of the text by all-MiniLM-L6-v2, 384 signed bytes: 508 times each number, at most 127';

CREATE VIEW current_passages AS
SELECT c.* FROM passages c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs p
      WHERE status = 'completed' AND EXISTS (SELECT FROM passages WHERE job_id = p.job_id)
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);
COMMENT ON VIEW current_passages IS 'Passages of the newest completed job of each video that has some';
GRANT SELECT ON passages, current_passages TO analyst;

CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON passages
    FOR EACH ROW EXECUTE FUNCTION search_changed();
