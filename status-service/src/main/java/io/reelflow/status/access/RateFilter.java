package io.reelflow.status.access;

import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.reelflow.access.RateLimits;
import io.reelflow.access.RateLimits.Kind;
import io.reelflow.access.Rates;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.StatusConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lets no key in more often than it may; streams and admins are not counted. While the database is away each process counts alone. */
@Component
@Order(1)
final class RateFilter implements WebFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RateFilter.class);
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Duration ALONE = Duration.ofSeconds(10);

    private final RateLimits shared;
    private final RateLimits alone;
    private final Clock clock;
    private volatile Instant aloneUntil = Instant.MIN;

    RateFilter(StatusConfig config, DataSource database, Clock clock) {
        Rates rates = config.rates();
        this.shared = RateLimits.shared(rates, new SharedBuckets(database));
        this.alone = RateLimits.local(rates);
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Caller caller = exchange.getAttribute(Caller.ATTRIBUTE);
        ServerHttpRequest request = exchange.getRequest();
        if (caller == null || caller.isAdmin() || ApiPaths.isStream(request)) {
            return chain.filter(exchange);
        }
        Kind kind = READS.contains(request.getMethod()) ? Kind.READ : Kind.WRITE;
        return Blocking.call(() -> take(caller.keyId(), kind))
                .publishOn(Schedulers.parallel())
                .flatMap(wait -> wait.<Mono<Void>>map(time -> Mono.error(ApiProblem.rateLimited(time)))
                        .orElseGet(() -> chain.filter(exchange)));
    }

    private Optional<Duration> take(String keyId, Kind kind) {
        if (clock.instant().isAfter(aloneUntil)) {
            try {
                return shared.take(keyId, kind);
            } catch (BucketExecutionException e) {
                aloneUntil = clock.instant().plus(ALONE);
                LOG.warn("The database keeps no buckets now; calls are counted here alone: {}", e.toString());
            }
        }
        return alone.take(keyId, kind);
    }
}
