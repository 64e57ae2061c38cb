-- What videos share, and which are related by it. One writer: the status service, from the documents of completed jobs.

-- Videos whose newest results have to be looked at. A claim and a change each take a new version: who holds an older one writes nothing.
CREATE SEQUENCE related_work_version;
CREATE TABLE related_work (
    video_id text PRIMARY KEY,
    version  bigint NOT NULL DEFAULT nextval('related_work_version'),
    due_at   timestamptz NOT NULL DEFAULT now(),
    tries    integer NOT NULL DEFAULT 0
);
CREATE INDEX related_work_due ON related_work (due_at);

CREATE TABLE compared_videos (
    video_id   text PRIMARY KEY,
    updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE video_features (
    video_id text NOT NULL REFERENCES compared_videos ON DELETE CASCADE,
    kind     text NOT NULL CHECK (kind IN ('channel', 'person', 'topic', 'link')),
    value    text NOT NULL,
    display  text NOT NULL,
    weight   double precision NOT NULL,
    PRIMARY KEY (video_id, kind, value)
);
CREATE UNIQUE INDEX video_features_inverted ON video_features (kind, value, video_id) INCLUDE (weight);

CREATE TABLE video_passages (
    video_id      text NOT NULL REFERENCES compared_videos ON DELETE CASCADE,
    word_index    integer NOT NULL,
    hash          bigint NOT NULL,
    start_seconds double precision NOT NULL,
    PRIMARY KEY (video_id, word_index)
);
CREATE INDEX video_passages_inverted ON video_passages (hash);

CREATE TABLE feature_counts (
    kind   text NOT NULL,
    value  text NOT NULL,
    videos bigint NOT NULL,
    PRIMARY KEY (kind, value)
) WITH (fillfactor = 70);
INSERT INTO feature_counts VALUES ('video', '', 0);

CREATE TABLE video_relationships (
    video_id              text NOT NULL REFERENCES compared_videos ON DELETE CASCADE,
    related_video_id      text NOT NULL REFERENCES compared_videos ON DELETE CASCADE,
    kind                  text NOT NULL,
    value                 text NOT NULL,
    display               text NOT NULL,
    weight                double precision NOT NULL CHECK (weight > 0 AND weight <= 1),
    start_seconds         double precision,
    related_start_seconds double precision,
    updated_at            timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (video_id, related_video_id, kind, value),
    CHECK (video_id <> related_video_id)
);
CREATE INDEX video_relationships_back ON video_relationships (related_video_id);

-- Counts follow their rows whoever writes or removes them.
CREATE FUNCTION count_features() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO feature_counts AS c
        SELECT kind, value, count(*) FROM changed GROUP BY kind, value ORDER BY kind, value
        ON CONFLICT (kind, value) DO UPDATE SET videos = c.videos + excluded.videos;
    ELSE
        UPDATE feature_counts c SET videos = c.videos - gone.videos
        FROM (SELECT kind, value, count(*) AS videos FROM changed GROUP BY kind, value) gone
        WHERE c.kind = gone.kind AND c.value = gone.value;
        DELETE FROM feature_counts c USING changed
        WHERE c.kind = changed.kind AND c.value = changed.value AND c.videos <= 0;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER count_more AFTER INSERT ON video_features
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_features();
CREATE TRIGGER count_fewer AFTER DELETE ON video_features
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_features();

CREATE FUNCTION count_compared_videos() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE feature_counts SET videos = videos + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END * (SELECT count(*) FROM changed)
    WHERE kind = 'video' AND value = '' AND EXISTS (SELECT FROM changed);
    RETURN NULL;
END
$$;
CREATE TRIGGER count_more AFTER INSERT ON compared_videos
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_compared_videos();
CREATE TRIGGER count_fewer AFTER DELETE ON compared_videos
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_compared_videos();

-- To be called in the transaction that changes what is known of a video.
CREATE FUNCTION relate_again(changed_video text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO related_work (video_id) VALUES (changed_video)
    ON CONFLICT (video_id) DO UPDATE SET version = excluded.version, due_at = excluded.due_at, tries = 0;
$$;

CREATE FUNCTION relate_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM relate_again(NEW.video_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER relate_completed AFTER INSERT ON processing_jobs
    FOR EACH ROW WHEN (NEW.status = 'completed' AND NOT NEW.dry_run AND coalesce(NEW.job_type, '') NOT IN ('channel', 'purge'))
    EXECUTE FUNCTION relate_changed();
CREATE TRIGGER relate_newly_completed AFTER UPDATE OF status ON processing_jobs
    FOR EACH ROW WHEN (NEW.status = 'completed' AND OLD.status <> 'completed' AND NOT NEW.dry_run
        AND coalesce(NEW.job_type, '') NOT IN ('channel', 'purge'))
    EXECUTE FUNCTION relate_changed();

CREATE TRIGGER relate_edited AFTER INSERT OR UPDATE ON video_revisions
    FOR EACH ROW EXECUTE FUNCTION relate_changed();

INSERT INTO related_work (video_id)
SELECT DISTINCT video_id FROM processing_jobs
WHERE status = 'completed' AND NOT dry_run AND coalesce(job_type, '') NOT IN ('channel', 'purge');

COMMENT ON TABLE related_work IS 'Videos whose features and relations are to be computed (again)';
COMMENT ON COLUMN related_work.video_id IS 'The video';
COMMENT ON COLUMN related_work.version IS 'New with each change and each claim: a worker that holds an older one writes nothing';
COMMENT ON COLUMN related_work.due_at IS 'When it may be taken up; moved ahead while somebody works on it';
COMMENT ON COLUMN related_work.tries IS 'Claims since the last change';

COMMENT ON TABLE compared_videos IS 'Videos whose features are known; a row that goes takes all features and relations of the video along';
COMMENT ON COLUMN compared_videos.video_id IS 'The video';
COMMENT ON COLUMN compared_videos.updated_at IS 'When its features were last read from its results';

COMMENT ON TABLE video_features IS 'What a video may share with others, by its newest results and what people changed of them';
COMMENT ON COLUMN video_features.video_id IS 'The video';
COMMENT ON COLUMN video_features.kind IS 'channel, person, topic or link';
COMMENT ON COLUMN video_features.value IS 'Normalised: the channel''s id, a name or topic in lower case, a link without what only counts clicks';
COMMENT ON COLUMN video_features.display IS 'As people write it';
COMMENT ON COLUMN video_features.weight IS '0 to 1: how much the video is about it';

COMMENT ON TABLE video_passages IS 'Fingerprints of runs of 12 spoken words, chosen by winnowing: a run of 20 words in two videos always has one in common';
COMMENT ON COLUMN video_passages.video_id IS 'The video';
COMMENT ON COLUMN video_passages.word_index IS 'Place of the first word in the transcript, from 0';
COMMENT ON COLUMN video_passages.hash IS 'Hash of the 12 words';
COMMENT ON COLUMN video_passages.start_seconds IS 'About when the first word is said, seconds of the video';

COMMENT ON TABLE feature_counts IS 'How many videos have a feature; kind video: how many videos there are';
COMMENT ON COLUMN feature_counts.kind IS 'As in video_features, or video';
COMMENT ON COLUMN feature_counts.value IS 'As in video_features';
COMMENT ON COLUMN feature_counts.videos IS 'Videos';

COMMENT ON TABLE video_relationships IS 'The most related videos of each video, one row for each reason; also of videos that are hidden';
COMMENT ON COLUMN video_relationships.video_id IS 'The video';
COMMENT ON COLUMN video_relationships.related_video_id IS 'The related one';
COMMENT ON COLUMN video_relationships.kind IS 'What they share: channel, person, topic, link or passage';
COMMENT ON COLUMN video_relationships.value IS 'Normalised, as in video_features; of a passage its words';
COMMENT ON COLUMN video_relationships.display IS 'As people write it';
COMMENT ON COLUMN video_relationships.weight IS 'Above 0 to 1: the rarer what they share, the more. All reasons together: 1 - product of (1 - weight)';
COMMENT ON COLUMN video_relationships.start_seconds IS 'When the passage is said in the video';
COMMENT ON COLUMN video_relationships.related_start_seconds IS 'When the passage is said in the related video';
COMMENT ON COLUMN video_relationships.updated_at IS 'When the row was last found different';
COMMENT ON FUNCTION relate_again(text) IS 'Has the relations of a video computed anew';

REVOKE EXECUTE ON FUNCTION relate_again(text), relate_changed(), count_features(),
    count_compared_videos() FROM PUBLIC;
REVOKE ALL ON related_work FROM analyst;
GRANT SELECT ON compared_videos, video_features, video_passages, feature_counts, video_relationships TO analyst;
