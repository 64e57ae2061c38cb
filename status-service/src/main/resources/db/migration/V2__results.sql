-- Results. One writer: the dataflow's JDBC sink (upserts, at least once). Rows carry the job that made them.

CREATE TABLE video_metadata (
    video_id         text PRIMARY KEY,
    job_id           uuid NOT NULL,
    url              text NOT NULL,
    title            text,
    description      text,
    channel          text,
    channel_id       text,
    published        date,
    language         text,
    duration_seconds double precision NOT NULL,
    width            integer,
    height           integer,
    bytes            bigint NOT NULL,
    sha256           text,
    view_count       bigint,
    like_count       bigint,
    thumbnail_url    text,
    tags             text[] NOT NULL DEFAULT '{}',
    updated_at       timestamptz NOT NULL
);

CREATE TABLE transcriptions (
    job_id               uuid PRIMARY KEY,
    video_id             text NOT NULL,
    language             text,
    language_probability double precision,
    source               text NOT NULL,
    model                text,
    duration_seconds     double precision NOT NULL,
    segment_count        integer NOT NULL,
    word_count           integer NOT NULL,
    text                 text NOT NULL,
    updated_at           timestamptz NOT NULL
);
CREATE INDEX transcriptions_video ON transcriptions (video_id);

CREATE TABLE transcript_segments (
    job_id        uuid NOT NULL,
    segment_index integer NOT NULL,
    video_id      text NOT NULL,
    start_seconds double precision NOT NULL,
    end_seconds   double precision NOT NULL,
    speaker       text,
    text          text NOT NULL,
    tsv           tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED,
    PRIMARY KEY (job_id, segment_index)
);
CREATE INDEX transcript_segments_video ON transcript_segments (video_id);
CREATE INDEX transcript_segments_tsv ON transcript_segments USING gin (tsv);

CREATE TABLE chapters (
    job_id        uuid NOT NULL,
    chapter_index integer NOT NULL,
    video_id      text NOT NULL,
    start_seconds double precision NOT NULL,
    end_seconds   double precision NOT NULL,
    title         text NOT NULL,
    PRIMARY KEY (job_id, chapter_index)
);

CREATE TABLE slides (
    job_id        uuid NOT NULL,
    slide_index   integer NOT NULL,
    video_id      text NOT NULL,
    start_seconds double precision NOT NULL,
    end_seconds   double precision NOT NULL,
    title         text,
    image_key     text NOT NULL,
    text          text,
    transcript    text,
    same_as       integer,
    PRIMARY KEY (job_id, slide_index)
);

CREATE TABLE clips (
    job_id             uuid NOT NULL,
    clip_id            text NOT NULL,
    video_id           text NOT NULL,
    title              text,
    description        text,
    start_seconds      double precision NOT NULL,
    end_seconds        double precision NOT NULL,
    duration_seconds   double precision NOT NULL,
    score              double precision NOT NULL,
    hook               text,
    tags               text[] NOT NULL DEFAULT '{}',
    hashtags           text[] NOT NULL DEFAULT '{}',
    transcript_segment text NOT NULL,
    width              integer NOT NULL,
    height             integer NOT NULL,
    video_key          text NOT NULL,
    PRIMARY KEY (job_id, clip_id)
);
