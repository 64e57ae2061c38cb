-- What publishers say of a video beside its title, and what people say under it.

ALTER TABLE video_metadata
    ADD COLUMN uploader               text,
    ADD COLUMN uploader_id            text,
    ADD COLUMN uploader_url           text,
    ADD COLUMN channel_url            text,
    ADD COLUMN channel_follower_count bigint,
    ADD COLUMN published_at           timestamptz,
    ADD COLUMN released_at            timestamptz,
    ADD COLUMN comment_count          bigint,
    ADD COLUMN categories             text[] NOT NULL DEFAULT '{}',
    ADD COLUMN age_limit              integer,
    ADD COLUMN live_status            text,
    ADD COLUMN availability           text,
    ADD COLUMN license                text,
    ADD COLUMN extractor              text,
    ADD COLUMN webpage_url            text,
    ADD COLUMN thumbnail_key          text,
    ADD COLUMN heatmap                jsonb;
CREATE INDEX video_metadata_channel ON video_metadata (channel_id) WHERE channel_id IS NOT NULL;
COMMENT ON COLUMN video_metadata.uploader IS 'Who uploaded it, as the publisher says';
COMMENT ON COLUMN video_metadata.uploader_id IS 'The publisher''s id of the uploader';
COMMENT ON COLUMN video_metadata.uploader_url IS 'The uploader''s page';
COMMENT ON COLUMN video_metadata.channel_url IS 'The channel''s page';
COMMENT ON COLUMN video_metadata.channel_follower_count IS 'Followers of the channel, when it was asked';
COMMENT ON COLUMN video_metadata.published_at IS 'Moment of publication, where the publisher says more than the day';
COMMENT ON COLUMN video_metadata.released_at IS 'Moment of the premiere, where there was one';
COMMENT ON COLUMN video_metadata.comment_count IS 'Comments there are, as the publisher says; table comments has those that were fetched';
COMMENT ON COLUMN video_metadata.categories IS 'Categories, as the publisher says; tags has them too';
COMMENT ON COLUMN video_metadata.age_limit IS 'Youngest age in years it is meant for; 0 for all';
COMMENT ON COLUMN video_metadata.live_status IS 'not_live, was_live, is_live, is_upcoming or post_live';
COMMENT ON COLUMN video_metadata.availability IS 'public, unlisted, private, needs_auth, subscriber_only or premium_only';
COMMENT ON COLUMN video_metadata.license IS 'Licence, as the publisher says';
COMMENT ON COLUMN video_metadata.extractor IS 'What read the page: an extractor of yt-dlp; http or upload for a plain file';
COMMENT ON COLUMN video_metadata.webpage_url IS 'The video''s page, as the publisher says';
COMMENT ON COLUMN video_metadata.thumbnail_key IS 'Object key of the stored thumbnail';
COMMENT ON COLUMN video_metadata.heatmap IS 'Which stretches are replayed most: [{start, end, value}], seconds and 0 to 1; null where the publisher does not say';

CREATE TABLE comments (
    job_id             uuid NOT NULL,
    comment_id         text NOT NULL,
    video_id           text NOT NULL,
    comment_index      integer NOT NULL,
    parent_id          text,
    author             text,
    author_id          text,
    author_url         text,
    author_is_uploader boolean NOT NULL,
    author_is_verified boolean NOT NULL,
    text               text NOT NULL,
    published_at       timestamptz,
    like_count         bigint,
    is_pinned          boolean NOT NULL,
    is_favorited       boolean NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (job_id, comment_id)
);
CREATE INDEX comments_video ON comments (video_id);
COMMENT ON TABLE comments IS 'Comments on videos, of each job that asked for them';
COMMENT ON COLUMN comments.job_id IS 'The job that fetched it';
COMMENT ON COLUMN comments.comment_id IS 'The publisher''s id, unique within its video; ours where there was none';
COMMENT ON COLUMN comments.video_id IS 'The video';
COMMENT ON COLUMN comments.comment_index IS 'Place in the publisher''s order, from 0';
COMMENT ON COLUMN comments.parent_id IS 'comment_id that it replies to; null for one that begins a thread';
COMMENT ON COLUMN comments.author IS 'Who wrote it, as shown';
COMMENT ON COLUMN comments.author_id IS 'The publisher''s id of the author';
COMMENT ON COLUMN comments.author_url IS 'The author''s page';
COMMENT ON COLUMN comments.author_is_uploader IS 'Whether the video''s uploader wrote it';
COMMENT ON COLUMN comments.author_is_verified IS 'Whether the publisher has verified the author';
COMMENT ON COLUMN comments.text IS 'What it says: plain text, no HTML';
COMMENT ON COLUMN comments.published_at IS 'When it was written; publishers round it, the older the more';
COMMENT ON COLUMN comments.like_count IS 'Likes; null where the publisher does not say';
COMMENT ON COLUMN comments.is_pinned IS 'Whether the uploader keeps it on top';
COMMENT ON COLUMN comments.is_favorited IS 'Whether the uploader gave it a heart';
COMMENT ON COLUMN comments.updated_at IS 'When the row was written';

CREATE VIEW current_comments AS
SELECT c.* FROM comments c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs p
      WHERE status = 'completed' AND EXISTS (SELECT FROM comments WHERE job_id = p.job_id)
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);
COMMENT ON VIEW current_comments IS 'Comments of the newest completed job of each video that found some';

CREATE VIEW current_chapters AS
SELECT c.* FROM chapters c
JOIN (SELECT DISTINCT ON (video_id) video_id, job_id
      FROM processing_jobs p
      WHERE status = 'completed' AND EXISTS (SELECT FROM chapters WHERE job_id = p.job_id)
      ORDER BY video_id, completed_at DESC) newest USING (video_id, job_id);
COMMENT ON VIEW current_chapters IS 'Chapters of the newest completed job of each video that has some';

CREATE INDEX chapters_video ON chapters (video_id);
GRANT SELECT ON comments, current_comments, current_chapters TO analyst;
