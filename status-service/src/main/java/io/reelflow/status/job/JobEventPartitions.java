package io.reelflow.status.job;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Makes the day's partitions of {@code job_events} ahead of the days; a late one costs nothing but its place. */
@Component
class JobEventPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(JobEventPartitions.class);
    private static final int DAYS_AHEAD = 7;

    private final JdbcClient jdbc;
    private final Clock clock;

    JobEventPartitions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT6H")
    void createAhead() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
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
