package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.sink.KafkaEnds;
import io.reelflow.dataflow.sink.KafkaEventPublisher;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.SmallTasks;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobOutcome;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Tombstone;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dataflow between a real broker and a real database; the media tasks are small. */
class MainIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Path TABLES = Path.of("../../status-service/src/main/resources/db/migration");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(1)
            .build());

    @TempDir
    Path directory;

    @Test
    void aJobGoesFromKafkaToKafkaAndItsRowsWaitForADatabaseThatComesLater() throws Exception {
        int databasePort = KafkaBroker.freePort();
        Job job = Jobs.commented("through-kafka", "https://talks.example/watch?v=kafka", JobType.FULL_PROCESSING);
        try (KafkaBroker kafka = new KafkaBroker(Files.createDirectory(directory.resolve("kafka")));
                TestWorkplace workplace = new TestWorkplace(
                        directory,
                        Duration.ofSeconds(10),
                        new KafkaEventPublisher(kafka.bootstrapServers()),
                        new VideoRows("jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres", "postgres", ""))) {
            KafkaEnds ends = new KafkaEnds(kafka.bootstrapServers());
            ends.createMissingTopics();
            ends.createMissingTopics();
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
            environment.setParallelism(1);
            PipelineSettings.apply(environment);
            Main.wire(environment, ends, config(kafka, databasePort), workplace.provider());
            JobClient client = environment.executeAsync();

            kafka.send(Topics.JOB_COMMANDS, job.jobId(), "no message".getBytes(StandardCharsets.UTF_8));
            kafka.send(Topics.JOB_COMMANDS, job.jobId(), Json.bytes(Jobs.command(job)));
            Awaitility.await().atMost(LONG).until(() -> types(kafka).contains(JobEventType.COMPLETED));
            assertThat(types(kafka)).startsWith(JobEventType.QUEUED, JobEventType.STARTED);
            assertThat(kafka.messages(Topics.JOB_OUTCOMES, JobOutcome.class)).hasSize(1);

            try (EmbeddedPostgres postgres =
                            EmbeddedPostgres.builder().setPort(databasePort).start();
                    Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String migration : migrations()) {
                    statement.execute(migration);
                }
                Awaitility.await().atMost(LONG).until(() -> count(statement, "clips") == SmallTasks.CLIPS);
                Awaitility.await().atMost(LONG).until(() -> count(statement, "transcript_segments") > 0);
                Awaitility.await().atMost(LONG).until(() -> count(statement, "slides") == 2);
                Awaitility.await().atMost(LONG).until(() -> count(statement, "chapters") == 1);
                Awaitility.await().atMost(LONG).until(() -> count(statement, "transcriptions") == 1);
                try (ResultSet row = statement.executeQuery("SELECT tags[2], published, heatmap -> 1 ->> 'value',"
                        + " uploader, published_at = to_timestamp(0), categories[1] FROM video_metadata")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("two");
                    assertThat(row.getString(2)).isEqualTo("2026-01-02");
                    assertThat(row.getDouble(3)).isEqualTo(1);
                    assertThat(row.getString(4)).isEqualTo("Anna");
                    assertThat(row.getBoolean(5)).isTrue();
                    assertThat(row.getString(6)).isEqualTo("Education");
                }
                Awaitility.await().atMost(LONG).until(() -> count(statement, "comments") == SmallTasks.COMMENTS);
                try (ResultSet row = statement.executeQuery("SELECT comment_id, is_pinned, like_count,"
                        + " published_at = to_timestamp(0) FROM comments ORDER BY parent_id, comment_index")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).as("the reply").isEqualTo("comment2");
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("comment0");
                    assertThat(row.getBoolean(2)).isTrue();
                    assertThat(row.getObject(3)).isNull();
                    assertThat(row.getBoolean(4)).isTrue();
                }
                try (ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM transcript_segments WHERE tsv @@ to_tsquery('english', 'hellos')")) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt(1)).isPositive();
                }
                Awaitility.await().atMost(LONG).until(() -> count(statement, "passages") == 1);
                assertThat(count(statement, "passages WHERE text = 'Hello world' AND octet_length(embedding) = 384"))
                        .isEqualTo(1);
                purge(job, kafka, workplace, statement);
                client.cancel().get();
            }
        }
    }

    /** Removes the video; what is heard of its job afterwards makes nothing any more. */
    private static void purge(Job job, KafkaBroker kafka, TestWorkplace workplace, Statement statement)
            throws Exception {
        String folder = ObjectKeys.video(job.videoId());
        assertThat(workplace.store.sizes(folder)).isNotEmpty();
        Job purge = Jobs.purge("purge", job.videoId());
        workplace.workplace().bury(new Tombstone(1, ObjectKeys.hash(job.videoId()), purge.createdAt(), purge.jobId()));
        kafka.send(Topics.JOB_COMMANDS, purge.jobId(), Json.bytes(Jobs.command(purge)));
        Awaitility.await().atMost(LONG).until(() -> types(kafka, purge).contains(JobEventType.HELD));
        kafka.send(Topics.JOB_CONTROLS, job.jobId(), Json.bytes(retry(job)));
        Awaitility.await().atMost(LONG).until(() -> types(kafka, job).contains(JobEventType.CANCELLED));
        Awaitility.await().atMost(LONG).until(() -> types(kafka, purge).contains(JobEventType.COMPLETED));

        for (String table : List.of(
                "clips", "passages", "transcript_segments", "slides", "chapters", "transcriptions", "video_metadata")) {
            assertThat(count(statement, table)).as(table).isZero();
        }
        assertThat(count(statement, "purged_videos WHERE swept_at IS NOT NULL")).isEqualTo(1);
        assertThat(workplace.store.sizes(folder)).isEmpty();
        assertThat(kafka.messages(Topics.JOB_EVENTS, JobEvent.class))
                .filteredOn(event -> event.jobId().equals(purge.jobId()))
                .noneMatch(event -> Json.text(event).contains(job.videoId()));
    }

    private static JobControl retry(Job job) {
        return new JobControl(
                "again", 1, job.createdAt(), job.jobId(), JobControl.Action.RETRY, null, "key", null, null, true);
    }

    private static List<JobEventType> types(KafkaBroker kafka, Job job) {
        return kafka.messages(Topics.JOB_EVENTS, JobEvent.class).stream()
                .filter(event -> event.jobId().equals(job.jobId()))
                .map(JobEvent::type)
                .toList();
    }

    private DataflowConfig config(KafkaBroker kafka, int databasePort) {
        return DataflowConfig.fromEnvironment(Map.of(
                "REELFLOW_KAFKA",
                kafka.bootstrapServers(),
                "REELFLOW_STORAGE",
                directory.resolve("storage").toUri().toString(),
                "REELFLOW_POSTGRES_URL",
                "jdbc:postgresql://127.0.0.1:" + databasePort + "/postgres",
                "REELFLOW_POSTGRES_USER",
                "postgres"));
    }

    private static List<JobEventType> types(KafkaBroker kafka) {
        return kafka.messages(Topics.JOB_EVENTS, JobEvent.class).stream()
                .map(JobEvent::type)
                .toList();
    }

    /** In their order: V1, V2 … */
    private static List<String> migrations() throws Exception {
        try (Stream<Path> files = Files.list(TABLES)) {
            List<Path> ordered = files.filter(
                            file -> file.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparingInt(file -> Integer.parseInt(
                            file.getFileName().toString().substring(1).split("__", 2)[0])))
                    .toList();
            List<String> migrations = new ArrayList<>();
            for (Path file : ordered) {
                migrations.add(Files.readString(file));
            }
            return migrations;
        }
    }

    private static int count(Statement statement, String table) throws Exception {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
