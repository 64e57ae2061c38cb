package io.reelflow.status.channel;

import io.reelflow.schemas.job.JobStatus;
import io.reelflow.status.job.CountChanges;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far the jobs of channels are, from counts that move with the rows: as quick for 100,000 as for ten. Every call blocks. */
@Component
class ChannelNumbers {
    /** A rate is told of the ends in as many seconds. */
    private static final int RECENT_SECONDS = 300;

    private final JdbcClient jdbc;

    ChannelNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param videos jobs by status, {@code total} first
     * @param failures failed jobs by error code
     * @param perMinute jobs that ended, over the last five minutes
     */
    record Numbers(Map<String, Long> videos, Map<String, Long> failures, double perMinute) {
        /** Jobs that have not ended. */
        long open() {
            return videos.entrySet().stream()
                    .filter(each -> !each.getKey().equals("total")
                            && !JobStatus.valueOf(each.getKey().toUpperCase(Locale.ROOT))
                                    .isTerminal())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }
    }

    Map<String, Numbers> of(Collection<String> channels) {
        var found = new HashMap<String, Numbers>();
        for (String each : channels) {
            var videos = new LinkedHashMap<String, Long>();
            videos.put("total", 0L);
            List.of(JobStatus.values()).forEach(status -> videos.put(status.word(), 0L));
            found.put(each, new Numbers(videos, new TreeMap<>(), 0));
        }
        String[] scopes = channels.stream().map(CountChanges::ofChannel).toArray(String[]::new);
        jdbc.sql(
                        "SELECT substr(scope, 9), status, sum(jobs)::bigint FROM job_counts WHERE scope = ANY (?) GROUP BY 1, 2")
                .param(scopes)
                .query(row -> {
                    Map<String, Long> videos =
                            Objects.requireNonNull(found.get(row.getString(1))).videos();
                    videos.merge("total", row.getLong(3), Long::sum);
                    videos.put(row.getString(2), row.getLong(3));
                });
        jdbc.sql("""
                        SELECT channel_id::text, coalesce(error_code, 'INTERNAL'), count(*) FROM processing_jobs
                        WHERE status = 'failed' AND channel_id = ANY (?::uuid[]) GROUP BY 1, 2
                        """).param(channels.toArray(String[]::new)).query(row -> {
            Objects.requireNonNull(found.get(row.getString(1))).failures().put(row.getString(2), row.getLong(3));
        });
        jdbc.sql("""
                        SELECT substr(scope, 9), sum(jobs)::bigint FROM job_ends
                        WHERE scope = ANY (?) AND second > now() - make_interval(secs => ?) GROUP BY 1
                        """).params(scopes, RECENT_SECONDS).query(row -> {
            double perMinute = row.getLong(2) * 60.0 / RECENT_SECONDS;
            found.computeIfPresent(
                    row.getString(1), (id, numbers) -> new Numbers(numbers.videos(), numbers.failures(), perMinute));
        });
        return found;
    }
}
