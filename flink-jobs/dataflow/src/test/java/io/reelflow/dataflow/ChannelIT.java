package io.reelflow.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.dataflow.stage.TestWorkplace;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Tombstone;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Channels in the real dataflow, with the real tables: what is known is not asked for again. */
class ChannelIT {
    private static final Path TABLES = Path.of("../../status-service/src/main/resources/db/migration");

    @RegisterExtension
    static final MiniClusterExtension FLINK = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path directory;

    private final AtomicInteger items = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer site;
    private EmbeddedPostgres postgres;
    private Connection tables;

    @BeforeEach
    void open() throws Exception {
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/feed.xml", exchange -> {
            requests.incrementAndGet();
            byte[] feed = feed();
            exchange.getResponseHeaders().add("Content-Type", "application/rss+xml");
            exchange.sendResponseHeaders(200, feed.length);
            exchange.getResponseBody().write(feed);
            exchange.close();
        });
        site.start();
        postgres = EmbeddedPostgres.builder().start();
        tables = postgres.getPostgresDatabase().getConnection();
        try (Statement statement = tables.createStatement()) {
            for (String migration : migrations()) {
                statement.execute(migration);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        tables.close();
        postgres.close();
        site.stop(0);
    }

    @Test
    void aFeedOf5000ItemsBecomes5000JobsAndThenOnlyWhatIsNewDoes() throws Exception {
        Job channel = Jobs.channel("feed", url(), true, null);
        try (TestWorkplace workplace = workplace();
                PipelineRun run = new PipelineRun(workplace, 4)) {
            items.set(5_000);
            assertThat(look(channel, 1, workplace, run)).isEqualTo(found(5_000, 5_000, 0));
            assertThat(workplace.commands).hasSize(5_000);
            assertThat(workplace.commands.stream()
                            .map(each -> each.job().jobId())
                            .distinct())
                    .hasSize(5_000);
            Job child = workplace.commands.element().job();
            assertThat(child.channelId()).isEqualTo(channel.jobId());
            assertThat(child.dryRun()).isTrue();
            assertThat(child.videoId()).isEqualTo("dry-" + ObjectKeys.fingerprint(child.url()));
            assertThat(child.jobType()).isEqualTo(JobType.METADATA);
            assertThat(child.priority()).isEqualTo(channel.priority());
            assertThat(child.userId()).isEqualTo(channel.userId());
            record(workplace.commands);

            workplace.commands.clear();
            assertThat(look(channel, 2, workplace, run)).isEqualTo(found(5_000, 0, 5_000));
            assertThat(workplace.commands).isEmpty();

            items.set(5_010);
            assertThat(look(channel, 3, workplace, run)).isEqualTo(found(5_010, 10, 5_000));
            assertThat(workplace.commands).hasSize(10);
            assertThat(requests).hasValue(3);
            assertThat(workplace.stateOf(channel.jobId()).retryCount()).isZero();

            List<Job> children =
                    workplace.commands.stream().map(JobCommand::job).toList();
            children.forEach(run::send);
            run.awaitEnds(3 + children.size());
            assertThat(children)
                    .allMatch(each -> workplace.stateOf(each.jobId()).status() == JobStatus.COMPLETED);
        }
    }

    @Test
    void aVideoThatWasRemovedForGoodDoesNotComeBack() throws Exception {
        Job channel = Jobs.channel("feed", url(), false, null);
        try (TestWorkplace workplace = workplace();
                PipelineRun run = new PipelineRun(workplace, 4)) {
            items.set(3);
            look(channel, 1, workplace, run);
            record(workplace.commands);
            Job removed = workplace.commands.remove().job();
            try (Statement statement = tables.createStatement()) {
                statement.execute(
                        "SELECT purge_rows('" + removed.videoId() + "', now(), '" + Jobs.id("purge") + "', 'tester')");
            }
            items.set(5);
            String other = ObjectKeys.fingerprint(address(3));
            workplace
                    .workplace()
                    .bury(new Tombstone(1, ObjectKeys.hash(other), removed.createdAt(), Jobs.id("another purge")));
            workplace.commands.clear();

            ChannelRun found = look(channel, 2, workplace, run);

            assertThat(found.known()).isEqualTo(3);
            assertThat(found.skipped()).containsEntry("removed_for_good", 1L);
            assertThat(workplace.commands.stream().map(each -> each.job().url()))
                    .containsExactly(address(4));
            assertThat(workplace.stateOf(channel.jobId()).manifestKey()).isNull();
        }
    }

    private static ChannelRun found(long listed, long created, long known) {
        return new ChannelRun("Talks", listed, created, known, Map.of(), 0, 0, true);
    }

    private ChannelRun look(Job channel, int number, TestWorkplace workplace, PipelineRun run) {
        run.send(channel);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            JobState state = workplace.eventsOf(channel.jobId()).isEmpty() ? null : workplace.stateOf(channel.jobId());
            return state != null && state.attempt() == number && state.status().isTerminal();
        });
        JobState state = workplace.stateOf(channel.jobId());
        assertThat(state.error()).isNull();
        return Objects.requireNonNull(state.channelRun());
    }

    /** As the reader of the log does it. */
    private void record(Iterable<JobCommand> commands) throws Exception {
        try (PreparedStatement insert = tables.prepareStatement("""
                INSERT INTO processing_jobs (job_id, video_id, url, status, progress_percent, dry_run, attempt, retry_count,
                    max_retries, created_at, updated_at, sequence) VALUES (?::uuid, ?, ?, 'queued', 0, ?, 0, 0, 3, now(), now(), 0)
                """)) {
            for (JobCommand command : commands) {
                insert.setString(1, command.job().jobId());
                insert.setString(2, command.job().videoId());
                insert.setString(3, command.job().url());
                insert.setBoolean(4, command.job().dryRun());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private TestWorkplace workplace() throws IOException {
        return new TestWorkplace(
                directory,
                List.of("127.0.0.1:" + site.getAddress().getPort()),
                new VideoRows(postgres.getJdbcUrl("postgres", "postgres"), "postgres", ""));
    }

    private String url() {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/feed.xml";
    }

    private String address(int item) {
        return "http://127.0.0.1:" + site.getAddress().getPort() + "/talks/" + item + ".mp4";
    }

    /** The newest first. */
    private byte[] feed() {
        int count = items.get();
        return IntStream.range(0, count)
                .map(i -> count - 1 - i)
                .mapToObj(i -> "<item><title>Talk " + i + "</title><link>" + address(i) + "</link></item>")
                .collect(Collectors.joining("", "<rss version='2.0'><channel><title>Talks</title>", "</channel></rss>"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** In their order: V1, V2 … */
    private static List<String> migrations() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            List<Path> ordered = files.filter(
                            file -> file.getFileName().toString().startsWith("V"))
                    .sorted(Comparator.comparingInt(file -> Integer.parseInt(
                            file.getFileName().toString().substring(1).split("__", 2)[0])))
                    .toList();
            var migrations = new ArrayList<String>();
            for (Path file : ordered) {
                migrations.add(Files.readString(file));
            }
            return migrations;
        }
    }
}
