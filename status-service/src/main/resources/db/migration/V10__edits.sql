-- What people change of videos, and which they have removed for now. One writer: the status service.

CREATE TABLE video_revisions (
    video_id      text PRIMARY KEY,
    revision      bigint NOT NULL,
    edits         jsonb NOT NULL,
    is_unrendered boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE video_revisions IS 'What people have changed of a video, all changes together; locked while another is made';
COMMENT ON COLUMN video_revisions.video_id IS 'The video';
COMMENT ON COLUMN video_revisions.revision IS 'How often it was changed';
COMMENT ON COLUMN video_revisions.edits IS 'The changes as in edits.json: title, description, tags, lines of the transcript, speakers, clips';
COMMENT ON COLUMN video_revisions.is_unrendered IS 'Whether clips have to be rendered again and no job has been asked to';

CREATE TABLE video_edits (
    video_id  text NOT NULL,
    revision  bigint NOT NULL,
    field     text NOT NULL,
    target    text NOT NULL,
    old_value jsonb,
    new_value jsonb,
    key_id    text NOT NULL,
    edited_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (video_id, revision, field, target)
);
COMMENT ON TABLE video_edits IS 'History of what people have changed of videos';
COMMENT ON COLUMN video_edits.video_id IS 'The video';
COMMENT ON COLUMN video_edits.revision IS 'All changes of one request have the same, counted from 1';
COMMENT ON COLUMN video_edits.field IS 'title, description, tags, transcript, speakers, or clips.title and so on';
COMMENT ON COLUMN video_edits.target IS 'Seconds from–to of a line, label of a speaker, id of a clip; else empty';
COMMENT ON COLUMN video_edits.old_value IS 'What was shown before; null for nothing';
COMMENT ON COLUMN video_edits.new_value IS 'What is shown from then on; null where an earlier change was taken back';
COMMENT ON COLUMN video_edits.key_id IS 'Id of the API key that changed it';
COMMENT ON COLUMN video_edits.edited_at IS 'When';

CREATE TABLE hidden_videos (
    video_id         text PRIMARY KEY,
    hidden_at        timestamptz NOT NULL,
    restorable_until timestamptz NOT NULL,
    key_id           text NOT NULL
);
CREATE INDEX hidden_videos_deadline ON hidden_videos (restorable_until);
COMMENT ON TABLE hidden_videos IS 'Videos that people have removed and may still restore: shown nowhere';
COMMENT ON COLUMN hidden_videos.video_id IS 'The video';
COMMENT ON COLUMN hidden_videos.hidden_at IS 'When it was removed';
COMMENT ON COLUMN hidden_videos.restorable_until IS 'From then on it is purged';
COMMENT ON COLUMN hidden_videos.key_id IS 'Id of the API key that removed it';

GRANT SELECT ON video_revisions, video_edits, hidden_videos TO analyst;
