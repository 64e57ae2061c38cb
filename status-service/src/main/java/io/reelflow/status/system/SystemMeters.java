package io.reelflow.status.system;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.reelflow.status.job.JobStats;
import io.reelflow.status.system.SystemReport.Checkpoints;
import io.reelflow.status.system.SystemReport.Disk;
import io.reelflow.status.system.SystemReport.Part;
import io.reelflow.status.system.SystemReport.State;
import io.reelflow.status.system.SystemReport.Waiting;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The {@link SystemReport} as gauges, looked at every 15 s. What is not known now is not there (rows) or no number
 * (single values); each replica tells the same, so queries take the maximum and not the sum.
 */
@Component
class SystemMeters {
    private static final Logger LOG = LoggerFactory.getLogger(SystemMeters.class);

    private final SystemReports reports;
    private final MultiGauge byStatus;
    private final MultiGauge parts;
    private final MultiGauge lag;
    private final MultiGauge free;
    private final MultiGauge total;
    private volatile @Nullable SystemReport last;

    SystemMeters(SystemReports reports, MeterRegistry registry) {
        this.reports = reports;
        this.byStatus = rows(registry, "jobs_by_status", "Jobs by status, dry runs apart");
        this.parts = rows(registry, "reelflow_part_up", "1 up, 0.5 degraded, 0 down; unknown ones are left out");
        this.lag = rows(registry, "reelflow_log_lag", "Records of the log that a reader has not read");
        this.free = rows(registry, "reelflow_disk_free_bytes", "Left on a watched disk");
        this.total = rows(registry, "reelflow_disk_total_bytes", "Size of a watched disk");
        gauge(registry, "celery_queue_length", "Jobs that wait for room, dry runs too", SystemMeters::queued);
        gauge(registry, "celery_active_workers", "TaskManagers that are registered", report -> report.taskManagers());
        gauge(registry, "reelflow_database_bytes", "Size of the tables", SystemReport::databaseBytes);
        gauge(registry, "reelflow_checkpoint_age_seconds", "Since the last whole checkpoint", report -> {
            Checkpoints checkpoints = report.checkpoints();
            return checkpoints == null ? null : checkpoints.ageSeconds();
        });
    }

    /** What may be missing. */
    private interface Value {
        @Nullable
        Number of(SystemReport report);
    }

    @Scheduled(fixedDelayString = "PT15S")
    void look() {
        reports.whole()
                .subscribe(this::show, error -> LOG.warn("The system can not be looked at: {}", error.toString()));
    }

    private void show(SystemReport report) {
        last = report;
        byStatus.register(
                numbers(report.jobs()).entrySet().stream()
                        .<MultiGauge.Row<?>>map(each -> row(Tags.of("status", each.getKey()), each.getValue()))
                        .toList(),
                true);
        parts.register(known(report.parts()), true);
        lag.register(
                orNone(report.lag())
                        .<MultiGauge.Row<?>>map(
                                each -> row(Tags.of("reader", each.reader(), "topic", each.topic()), each.records()))
                        .toList(),
                true);
        free.register(disks(report, Disk::freeBytes), true);
        total.register(disks(report, Disk::totalBytes), true);
    }

    private static Map<String, Long> numbers(JobStats.@Nullable Numbers jobs) {
        var all = new TreeMap<String, Long>();
        if (jobs != null) {
            all.put("pending", jobs.pending());
            all.put("queued", jobs.queued());
            all.put("processing", jobs.processing());
            all.put("retrying", jobs.retrying());
            all.put("completed", jobs.completed());
            all.put("failed", jobs.failed());
            all.put("cancelled", jobs.cancelled());
        }
        return all;
    }

    private static List<MultiGauge.Row<?>> known(List<Part> parts) {
        return parts.stream()
                .filter(part -> part.state() != State.UNKNOWN)
                .<MultiGauge.Row<?>>map(part -> row(
                        Tags.of("part", part.name()),
                        part.state() == State.UP ? 1 : part.state() == State.DEGRADED ? 0.5 : 0))
                .toList();
    }

    private static List<MultiGauge.Row<?>> disks(SystemReport report, ToDoubleFunction<Disk> value) {
        return orNone(report.disks())
                .<MultiGauge.Row<?>>map(disk -> row(Tags.of("disk", disk.name()), value.applyAsDouble(disk)))
                .toList();
    }

    private static @Nullable Number queued(SystemReport report) {
        return report.queue() == null
                ? null
                : report.queue().stream().mapToLong(Waiting::jobs).sum();
    }

    private static <T> Stream<T> orNone(@Nullable List<T> list) {
        return list == null ? Stream.of() : list.stream();
    }

    private static MultiGauge.Row<Number> row(Tags tags, Number value) {
        return MultiGauge.Row.of(tags, value);
    }

    private static MultiGauge rows(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, Value value) {
        Gauge.builder(name, () -> {
                    SystemReport report = last;
                    Number known = report == null ? null : value.of(report);
                    return known == null ? Double.NaN : known.doubleValue();
                })
                .description(description)
                .register(registry);
    }
}
