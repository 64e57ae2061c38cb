package io.reelflow.status.job;

import io.reelflow.status.StatusConfig;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes the day's partitions of {@code job_events} ahead of the days; a late one costs nothing but its place. Drops those
 * whose time is over. Both give way where somebody reads for long, and come again.
 */
@Component
class JobEventPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(JobEventPartitions.class);
    private static final int DAYS_AHEAD = 7;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final @Nullable Integer daysKept;

    @Autowired
    JobEventPartitions(JdbcClient jdbc, Clock clock, StatusConfig config) {
        this(jdbc, clock, config.retention().jobEventDays());
    }

    /** @param daysKept before today; null for all */
    JobEventPartitions(JdbcClient jdbc, Clock clock, @Nullable Integer daysKept) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.daysKept = daysKept;
    }

    @Scheduled(fixedDelayString = "PT6H")
    void keepUp() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        createAhead(today);
        if (daysKept != null) {
            dropBefore(today.minusDays(daysKept));
        }
    }

    private void dropBefore(LocalDate day) {
        try {
            int dropped = jdbc.sql("SELECT drop_job_event_partitions(?::date)")
                    .param(day.toString())
                    .query(Integer.class)
                    .single();
            if (dropped > 0) {
                LOG.info("Dropped {} days of job_events, all before {}", dropped, day);
            }
        } catch (DataAccessException e) {
            LOG.warn("Job events before {} could not be dropped; the next time", day, e);
        }
    }

    private void createAhead(LocalDate today) {
        for (int day = 0; day <= DAYS_AHEAD; day++) {
            try {
                jdbc.sql("SELECT create_job_event_partition(?::date)")
                        .param(today.plusDays(day).toString())
                        .query(Object.class)
                        .optional();
            } catch (DataAccessException e) {
                LOG.warn("No partition of job_events for {}: its events go to the default one", today.plusDays(day), e);
            }
        }
    }
}
