package io.reelflow.status.system;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reelflow.status.Blocking;
import io.reelflow.status.StatusConfig;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobStats;
import io.reelflow.status.job.LogLag;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.system.SystemReport.Disk;
import io.reelflow.status.system.SystemReport.Minute;
import io.reelflow.status.system.SystemReport.Part;
import io.reelflow.status.system.SystemReport.StageTime;
import io.reelflow.status.system.SystemReport.State;
import io.reelflow.status.system.SystemReport.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Reports for all who ask, made at most once a second, and more seldom where that takes long: a tenth of the time at
 * most. A part that does not answer in time is down; the report comes all the same.
 */
@Component
class SystemReports {
    private static final Logger LOG = LoggerFactory.getLogger(SystemReports.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final JobStats stats;
    private final RecentWork work;
    private final LogLag lag;
    private final Flink flink;
    private final Disks disks;
    private final ObjectStore objects;
    private final WebClient client;
    private final StatusConfig config;
    private final Clock clock;
    /** Said once in the log, until they are back. */
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    private final Cache<View, Mono<Timed>> views =
            Caffeine.newBuilder().maximumSize(1_000).build();

    SystemReports(
            JobStats stats,
            RecentWork work,
            LogLag lag,
            Flink flink,
            Disks disks,
            ObjectStore objects,
            WebClient.Builder clients,
            StatusConfig config,
            Clock clock) {
        this.stats = stats;
        this.work = work;
        this.lag = lag;
        this.flink = flink;
        this.disks = disks;
        this.objects = objects;
        this.client = clients.build();
        this.config = config;
        this.clock = clock;
    }

    /** Who sees the same. */
    private record View(@Nullable String owner, boolean isAdmin, boolean dryRun) {}

    private record Timed(SystemReport report, Duration took) {}

    /** What the tables say. */
    private record Tables(
            JobStats.Numbers jobs,
            List<Minute> minutes,
            List<StageTime> stages,
            List<Waiting> queue,
            @Nullable Long bytes) {}

    /** A part, and what is known by it. */
    private record Known<T>(Part part, @Nullable T value) {}

    Mono<SystemReport> of(Caller caller, boolean dryRun) {
        var view = new View(caller.sees(), caller.isAdmin(), dryRun);
        return views.get(view, this::cached).map(Timed::report);
    }

    /** Of everybody's jobs, for those who measure. */
    Mono<SystemReport> whole() {
        return views.get(new View(null, true, false), this::cached).map(Timed::report);
    }

    private Mono<Timed> cached(View view) {
        return made(view)
                .elapsed()
                .map(each -> new Timed(each.getT2(), Duration.ofMillis(each.getT1())))
                .cache(timed -> max(LEAST, timed.took.multipliedBy(10)), error -> Duration.ZERO, () -> Duration.ZERO);
    }

    private Mono<SystemReport> made(View view) {
        Mono<Known<Tables>> tables = known("postgres", "The tables answer", Blocking.call(() -> tables(view)));
        Mono<Known<List<LogLag.Lag>>> log = known("kafka", "The log of jobs answers", lag.now());
        Mono<Known<Boolean>> storage =
                known("storage", "Objects can be read", objects.stat("reelflow").hasElement());
        Mono<Known<Boolean>> ingest = known("ingest-api", "New jobs are accepted", ingest());
        Mono<Flink.Told> dataflow = flink.now()
                .timeout(PATIENCE)
                .doOnNext(told -> down.remove("flink"))
                .onErrorResume(error -> Mono.just(new Flink.Told(down("flink", error), null, null)));
        Mono<List<Disk>> space = Blocking.call(disks::now);
        return Mono.zip(tables, log, storage, ingest, dataflow, space)
                .map(all -> report(view, all.getT1(), all.getT2(), all.getT3(), all.getT4(), all.getT5(), all.getT6()));
    }

    private SystemReport report(
            View view,
            Known<Tables> tables,
            Known<List<LogLag.Lag>> log,
            Known<Boolean> storage,
            Known<Boolean> ingest,
            Flink.Told dataflow,
            List<Disk> space) {
        Tables told = tables.value;
        List<Part> parts = List.of(ingest.part, log.part, dataflow.part(), tables.part, storage.part);
        return new SystemReport(
                clock.instant(),
                parts,
                Findings.of(parts, log.value, dataflow.checkpoints(), dataflow.taskManagers(), space),
                view.owner,
                told == null ? null : told.jobs,
                told == null ? null : told.minutes,
                told == null ? null : told.stages,
                told == null ? null : told.queue,
                dataflow.taskManagers(),
                dataflow.checkpoints(),
                view.isAdmin ? log.value : null,
                view.isAdmin ? space : null,
                told == null ? null : told.bytes,
                view.isAdmin ? flink.url() : null);
    }

    private Tables tables(View view) {
        return new Tables(
                stats.of(view.owner, view.dryRun),
                work.minutes(view.owner, view.dryRun),
                work.stages(view.owner, view.dryRun),
                work.queue(view.owner),
                view.isAdmin ? work.databaseBytes() : null);
    }

    private Mono<Boolean> ingest() {
        String base = config.ingest().toString().replaceAll("/+$", "");
        return client.get()
                .uri(base + "/actuator/health/readiness")
                .retrieve()
                .toBodilessEntity()
                .thenReturn(true);
    }

    /** Never fails: what does is down. */
    private <T> Mono<Known<T>> known(String name, String well, Mono<T> asked) {
        return asked.timeout(PATIENCE)
                .doOnNext(value -> down.remove(name))
                .map(value -> new Known<@Nullable T>(new Part(name, State.UP, well), value))
                .onErrorResume(error -> Mono.just(new Known<>(down(name, error), null)));
    }

    private Part down(String name, Throwable error) {
        if (down.add(name)) {
            LOG.warn("{} does not answer: {}", name, error.toString());
        }
        return new Part(
                name,
                State.DOWN,
                error instanceof TimeoutException
                        ? "Does not answer within " + PATIENCE.toSeconds() + " s"
                        : "Does not answer as it should; the log of the status service says how");
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
