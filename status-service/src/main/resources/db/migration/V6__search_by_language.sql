-- Full-text search of transcripts knows their language: "heart" is found in "hearts", "corazón" in "corazones".

CREATE FUNCTION text_search_config(language text) RETURNS regconfig
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE language
    WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig
    WHEN 'ca' THEN 'pg_catalog.catalan'::regconfig
    WHEN 'da' THEN 'pg_catalog.danish'::regconfig
    WHEN 'de' THEN 'pg_catalog.german'::regconfig
    WHEN 'el' THEN 'pg_catalog.greek'::regconfig
    WHEN 'en' THEN 'pg_catalog.english'::regconfig
    WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
    WHEN 'eu' THEN 'pg_catalog.basque'::regconfig
    WHEN 'fi' THEN 'pg_catalog.finnish'::regconfig
    WHEN 'fr' THEN 'pg_catalog.french'::regconfig
    WHEN 'ga' THEN 'pg_catalog.irish'::regconfig
    WHEN 'hi' THEN 'pg_catalog.hindi'::regconfig
    WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig
    WHEN 'hy' THEN 'pg_catalog.armenian'::regconfig
    WHEN 'id' THEN 'pg_catalog.indonesian'::regconfig
    WHEN 'it' THEN 'pg_catalog.italian'::regconfig
    WHEN 'lt' THEN 'pg_catalog.lithuanian'::regconfig
    WHEN 'ne' THEN 'pg_catalog.nepali'::regconfig
    WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig
    WHEN 'no' THEN 'pg_catalog.norwegian'::regconfig
    WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig
    WHEN 'ro' THEN 'pg_catalog.romanian'::regconfig
    WHEN 'ru' THEN 'pg_catalog.russian'::regconfig
    WHEN 'sr' THEN 'pg_catalog.serbian'::regconfig
    WHEN 'sv' THEN 'pg_catalog.swedish'::regconfig
    WHEN 'ta' THEN 'pg_catalog.tamil'::regconfig
    WHEN 'tr' THEN 'pg_catalog.turkish'::regconfig
    WHEN 'yi' THEN 'pg_catalog.yiddish'::regconfig
    ELSE 'pg_catalog.simple'::regconfig
END;
COMMENT ON FUNCTION text_search_config(text) IS 'Text search configuration of a language, ISO 639-1; simple for those that Postgres has none for';

DROP VIEW current_transcript_segments;
DROP INDEX transcript_segments_tsv;
ALTER TABLE transcript_segments
    DROP COLUMN tsv,
    ADD COLUMN language text;
UPDATE transcript_segments s SET language = t.language FROM transcriptions t WHERE t.job_id = s.job_id;
ALTER TABLE transcript_segments
    ADD COLUMN tsv tsvector GENERATED ALWAYS AS (to_tsvector(text_search_config(language), text)) STORED;
-- Without a list of pending rows, which each search would have to read: what comes in is searched at once.
CREATE INDEX transcript_segments_tsv ON transcript_segments USING gin (tsv) WITH (fastupdate = off);

CREATE VIEW current_transcript_segments AS
SELECT s.* FROM transcript_segments s JOIN current_transcriptions t USING (job_id);
GRANT SELECT ON current_transcript_segments TO analyst;

COMMENT ON COLUMN transcript_segments.language IS 'Language of the transcript, ISO 639-1; null where it is not known';
COMMENT ON COLUMN transcript_segments.tsv IS
    'Full-text index: tsv @@ websearch_to_tsquery(text_search_config(''es''), ''corazones'') AND language = ''es''';
COMMENT ON VIEW current_transcript_segments IS 'Segments of the newest transcript of each video';
COMMENT ON COLUMN transcriptions.source IS 'whisper, captions (written by people) or automatic_captions';
