package io.reelflow.dataflow.stage;

import io.reelflow.dataflow.purge.Tombstones;
import io.reelflow.dataflow.purge.VideoRows;
import io.reelflow.dataflow.sink.EventPublisher;
import io.reelflow.dataflow.storage.ArtifactStore;
import io.reelflow.dataflow.storage.StorageSettings;
import io.reelflow.dataflow.webhook.WebhookSender;
import io.reelflow.media.TaskRunner;
import io.reelflow.media.identity.Identities;
import io.reelflow.media.identity.Identity;
import io.reelflow.media.identity.Rate;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.WorkStop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workplace of one test in this JVM: small tasks, a folder for storage, events kept in a list. */
public final class TestWorkplace implements AutoCloseable {
    public static final String WEBHOOK_SECRET = "the secret of tests";
    private static final StageSettings SETTINGS = settings(
            new Identities(List.of(new Identity("default", List.of("*"), new Rate(60_000, 1_000_000), null, null))));
    private static final Map<String, TestWorkplace> ALL = new ConcurrentHashMap<>();

    public final SmallTasks tasks = new SmallTasks();
    public final List<JobEvent> events = new CopyOnWriteArrayList<>();
    public final List<WorkStop> stops = new CopyOnWriteArrayList<>();
    public final Queue<SourceReport> reports = new ConcurrentLinkedQueue<>();
    public final List<JobControl> controls = new CopyOnWriteArrayList<>();
    /** Jobs that were asked for. */
    public final Queue<JobCommand> commands = new ConcurrentLinkedQueue<>();

    public final ArtifactStore store;
    private final String name = UUID.randomUUID().toString();
    private final Path directory;
    private final Workplace workplace;

    public TestWorkplace(Path directory) throws IOException {
        this(directory, Duration.ofSeconds(20));
    }

    /** @param grace how long work goes on that nobody waits for */
    public TestWorkplace(Path directory, Duration grace) throws IOException {
        this(directory, grace, null);
    }

    /** @param publisher where events go; null: they are kept here */
    public TestWorkplace(Path directory, Duration grace, @Nullable EventPublisher publisher) throws IOException {
        this(directory, grace, publisher, (TaskRunner) null);
    }

    /** @param rows of videos that are removed */
    public TestWorkplace(Path directory, Duration grace, EventPublisher publisher, VideoRows rows) throws IOException {
        this(directory, grace, publisher, null, SETTINGS, rows);
    }

    /**
     * @param allowedHosts that lists may be asked for
     * @param rows of jobs that are known, and of videos that are removed
     */
    public TestWorkplace(Path directory, List<String> allowedHosts, VideoRows rows) throws IOException {
        this(
                directory,
                Duration.ofSeconds(20),
                null,
                null,
                new StageSettings(SETTINGS.maxSourceBytes(), SETTINGS.maxSourceSeconds(), allowedHosts),
                rows);
    }

    /** @param runner of tasks; null: small ones */
    TestWorkplace(Path directory, Duration grace, @Nullable EventPublisher publisher, @Nullable TaskRunner runner)
            throws IOException {
        this(directory, grace, publisher, runner, SETTINGS);
    }

    /** Of one where sources are asked so. */
    public static StageSettings settings(Identities identities) {
        return new StageSettings(1 << 30, 3600, List.of(), null, identities);
    }

    public TestWorkplace(
            Path directory,
            Duration grace,
            @Nullable EventPublisher publisher,
            @Nullable TaskRunner runner,
            StageSettings settings)
            throws IOException {
        this(directory, grace, publisher, runner, settings, null);
    }

    private TestWorkplace(
            Path directory,
            Duration grace,
            @Nullable EventPublisher publisher,
            @Nullable TaskRunner runner,
            StageSettings settings,
            @Nullable VideoRows rows)
            throws IOException {
        this.directory = directory;
        String root = directory.resolve("storage").toUri().toString();
        this.store = new ArtifactStore(new StorageSettings(root, null, "us-east-1", null, null));
        this.workplace = new Workplace(
                publisher == null ? new Recorder() : publisher,
                store,
                runner == null ? tasks : runner,
                settings,
                Clock.systemUTC(),
                directory.resolve("work"),
                1 << 20,
                Map.of(WorkLine.DOWNLOAD, 4, WorkLine.CPU, 2, WorkLine.ENCODE, 2, WorkLine.STORAGE, 2),
                grace,
                new WebhookSender(WEBHOOK_SECRET, List.of("127.0.0.1"), Clock.systemUTC()),
                Tombstones.complete(),
                rows);
        ALL.put(name, this);
    }

    /** What operators get, wherever Flink carries it. */
    public Workplace.Provider provider() {
        String key = name;
        return () -> Objects.requireNonNull(ALL.get(key), "closed").workplace;
    }

    public Workplace workplace() {
        return workplace;
    }

    /** Events of one job, in order. */
    public List<JobEvent> eventsOf(String jobId) {
        return events.stream().filter(event -> event.jobId().equals(jobId)).toList();
    }

    public List<JobEventType> typesOf(String jobId) {
        return eventsOf(jobId).stream().map(JobEvent::type).toList();
    }

    /** What clients would see of a job. */
    public JobState stateOf(String jobId) {
        JobState state = null;
        long sequence = 0;
        for (JobEvent event : eventsOf(jobId)) {
            state = JobState.fold(state, event, sequence++);
        }
        return Objects.requireNonNull(state, "no event");
    }

    /** Folders that runs have left behind. */
    public long scratchFolders() throws IOException {
        try (Stream<Path> left = Files.list(directory.resolve("work/scratch"))) {
            return left.count();
        }
    }

    public <T> @Nullable T document(String key, Class<T> type) throws IOException {
        return store.find(key, type);
    }

    @Override
    public void close() throws IOException {
        ALL.remove(name);
        workplace.close();
    }

    private final class Recorder implements EventPublisher {
        @Override
        public void publish(JobEvent event) {
            events.add(event);
        }

        @Override
        public void stop(WorkStop stop) {
            stops.add(stop);
        }

        @Override
        public void report(SourceReport report) {
            reports.add(report);
        }

        @Override
        public void command(JobCommand command) {
            commands.add(command);
        }

        @Override
        public void control(JobControl control) {
            controls.add(control);
        }

        @Override
        public void flush() {
            // kept already
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
