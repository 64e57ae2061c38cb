package io.reelflow.bench.search;

import io.reelflow.local.home.Endpoints;
import io.reelflow.meaning.Passages;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The tables that the dataflow writes. */
final class Rows implements AutoCloseable {
    private static final String JOB = """
            INSERT INTO processing_jobs (job_id, video_id, job_type, status, progress_percent, user_id, channel_id, dry_run,
                attempt, retry_count, max_retries, created_at, updated_at, completed_at, sequence)
            VALUES (?::uuid, ?, 'transcription', 'completed', 100, 'bench', ?::uuid, false, 1, 0, 3, now(), now(), now(), 1)
            """;
    private static final String VIDEO = """
            INSERT INTO video_metadata (video_id, job_id, url, title, language, duration_seconds, bytes, updated_at)
            VALUES (?, ?::uuid, 'https://example.org', ?, ?, 4000, 1, now())
            """;
    private static final String TRANSCRIPTION = """
            INSERT INTO transcriptions (job_id, video_id, language, source, duration_seconds, segment_count, word_count,
                text, updated_at)
            VALUES (?::uuid, ?, ?, 'whisper', 4000, ?, 0, '', now())
            """;
    private static final String SEGMENTS = """
            INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, language, text)
            SELECT ?::uuid, i, ?, s, e, ?, t FROM unnest(?::int[], ?::float8[], ?::float8[], ?::text[]) x (i, s, e, t)
            """;

    private static final String PASSAGES = """
            INSERT INTO passages (job_id, passage_index, video_id, start_seconds, end_seconds, text, embedding)
            SELECT ?::uuid, i, ?, s, e, t, m FROM unnest(?::int[], ?::float8[], ?::float8[], ?::text[], ?::bytea[]) x (i, s, e, t, m)
            """;

    private final Connection connection;
    private final Talks talks;
    private final Subjects subjects;

    Rows(Endpoints.Postgres postgres, Talks talks, Subjects subjects) throws SQLException {
        this.talks = talks;
        this.subjects = subjects;
        connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        connection.setAutoCommit(false);
    }

    /** One of a hundred channels. */
    static String channel(int video) {
        return UUID.nameUUIDFromBytes(("channel " + video % 100).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** A talk and its job, in one transaction. */
    void add(int video, int segments) throws SQLException {
        String id = Talks.id(video);
        String job = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
        String language = talks.tongue(video).language();
        insert(JOB, job, id, channel(video));
        insert(VIDEO, id, job, "Talk " + id, language);
        insert(TRANSCRIPTION, job, id, language, segments);
        List<Talks.Spoken> said = IntStream.range(0, segments)
                .mapToObj(i -> talks.segment(video, i))
                .toList();
        insert(
                SEGMENTS,
                job,
                id,
                language,
                array("int4", IntStream.range(0, segments).boxed()),
                array("float8", said.stream().map(Talks.Spoken::start)),
                array("float8", said.stream().map(Talks.Spoken::end)),
                array("text", said.stream().map(Talks.Spoken::text)));
        List<Passages.Cut> cuts = talks.passages(video, segments);
        insert(
                PASSAGES,
                job,
                id,
                array("int4", IntStream.range(0, cuts.size()).boxed()),
                array("float8", cuts.stream().map(Passages.Cut::start)),
                array("float8", cuts.stream().map(Passages.Cut::end)),
                array("text", cuts.stream().map(Passages.Cut::text)),
                connection.createArrayOf(
                        "bytea",
                        IntStream.range(0, cuts.size())
                                .mapToObj(i -> subjects.meaning(video, i))
                                .toArray(byte[][]::new)));
        connection.commit();
    }

    private Array array(String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private void insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
