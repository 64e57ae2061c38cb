package io.reelflow.status.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimization;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.reelflow.access.RateLimits;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Buckets in the table {@code rate_buckets}, one row each, shared by all processes of this service. Each of them asks the
 * table at every twentieth call of a key or after 200 ms, so for a moment a key may get that many more from each.
 */
final class SharedBuckets implements RateLimits.Buckets {
    private static final Optimization SELDOM = Optimizations.delaying(new DelayParameters(20, Duration.ofMillis(200)));

    private final ProxyManager<String> rows;

    SharedBuckets(DataSource database) {
        rows = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table("rate_buckets")
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    /** Makes the row, too: the library fails several first calls at once where there is none. */
    @Override
    public Bucket bucket(String name, BucketConfiguration configuration) {
        Bucket bucket = rows.builder().withOptimization(SELDOM).build(name, () -> configuration);
        bucket.getAvailableTokens();
        return bucket;
    }
}
