-- Which videos to look at again, for the search index that each status service derives from the tables; and when each word is
-- said, for the second to jump to.

ALTER TABLE transcript_segments
    ADD COLUMN words       text[] NOT NULL DEFAULT '{}',
    ADD COLUMN word_starts real[] NOT NULL DEFAULT '{}',
    ADD COLUMN word_ends   real[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN transcript_segments.words IS 'Its words, in order; empty where their times are not known';
COMMENT ON COLUMN transcript_segments.word_starts IS 'When each of the words begins, seconds of the video';
COMMENT ON COLUMN transcript_segments.word_ends IS 'When each of the words ends';
CREATE OR REPLACE VIEW current_transcript_segments AS
SELECT s.* FROM transcript_segments s JOIN current_transcriptions t USING (job_id);

CREATE TABLE search_changes (
    xid        xid8 NOT NULL DEFAULT pg_current_xact_id(),
    video      text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (xid, video)
);
CREATE INDEX search_changes_time ON search_changes (changed_at);
COMMENT ON TABLE search_changes IS
    'Videos that changed, once for each transaction: read in the order of transactions, behind all that still run; of no use to analysts';
COMMENT ON COLUMN search_changes.xid IS 'The transaction';
COMMENT ON COLUMN search_changes.video IS 'Id of the video; sha256: and its hash for one that was removed for good';
COMMENT ON COLUMN search_changes.changed_at IS 'When the transaction began; a row is kept for a day';
REVOKE ALL ON search_changes FROM analyst;

-- Keyed by the transaction, so that no two transactions ever wait for each other here.
CREATE FUNCTION search_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO search_changes (video) VALUES (OLD.video_id) ON CONFLICT DO NOTHING;
    ELSE
        INSERT INTO search_changes (video) VALUES (NEW.video_id) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION search_changed() IS 'Notes the video of a row that changed';

-- At the end of the transaction that removes a video: its id stays in no row, and an index finds it by its hash.
CREATE FUNCTION search_purged() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    DELETE FROM search_changes c
    WHERE encode(sha256(convert_to(c.video, 'UTF8')), 'hex') = NEW.video_hash
      AND NOT EXISTS (SELECT FROM processing_jobs p WHERE p.video_id = c.video);
    INSERT INTO search_changes (video) VALUES ('sha256:' || NEW.video_hash) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION search_purged() IS 'Notes a video that was removed for good';
REVOKE EXECUTE ON FUNCTION search_changed(), search_purged() FROM PUBLIC;

CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON video_metadata
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON transcriptions
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON transcript_segments
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON slides
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON comments
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON video_revisions
    FOR EACH ROW EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON hidden_videos
    FOR EACH ROW EXECUTE FUNCTION search_changed();
-- Which slides are current, and whose video it is. Dry runs, of which there are many, have nothing to find.
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE ON processing_jobs
    FOR EACH ROW WHEN (NEW.status = 'completed' AND NOT NEW.dry_run) EXECUTE FUNCTION search_changed();
CREATE TRIGGER search_changed_by_removal AFTER DELETE ON processing_jobs
    FOR EACH ROW WHEN (NOT OLD.dry_run) EXECUTE FUNCTION search_changed();
CREATE CONSTRAINT TRIGGER search_purged AFTER INSERT OR UPDATE ON purged_videos
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION search_purged();

CREATE TABLE search_changes_forgotten (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    xid xid8 NOT NULL
);
INSERT INTO search_changes_forgotten (xid) VALUES ('0');
COMMENT ON TABLE search_changes_forgotten IS 'Up to where search_changes is no longer complete; one row';
COMMENT ON COLUMN search_changes_forgotten.one IS 'True';
COMMENT ON COLUMN search_changes_forgotten.xid IS 'The last transaction whose row was removed for its age';
REVOKE ALL ON search_changes_forgotten FROM analyst;
