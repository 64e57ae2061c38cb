package io.reelflow.ingest.submission;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reelflow.ingest.IngestConfig;
import io.reelflow.schemas.address.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Whether a host may be fetched from: a public one, or one on the allow list. This is the early answer for the client,
 * kept for a while; the fetch stage looks again at every connection, since names change.
 */
@Component
final class HostPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(HostPolicy.class);

    /** A name that takes longer is left for the fetch stage to judge. */
    private static final Duration RESOLVE = Duration.ofMillis(1500);

    private static final List<String> INNER_SUFFIXES = List.of(".localhost", ".local", ".internal", ".localdomain");

    private final Set<String> allowed = new TreeSet<>();

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 10_000;

    /** Threads of its own: slow names must not hold up anything else. */
    private final Scheduler resolvers = Schedulers.newBoundedElastic(16, 1_000, "resolve");

    private final AsyncCache<String, Boolean> verdicts =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).buildAsync();

    private final Resolver resolver;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    @Autowired
    HostPolicy(IngestConfig config) {
        this(config.allowedHosts(), InetAddress::getAllByName);
    }

    /** @param allowed {@code HOST} or {@code HOST:PORT} */
    HostPolicy(List<String> allowed, Resolver resolver) {
        this.resolver = resolver;
        allowed.forEach(host -> this.allowed.add(host.toLowerCase(Locale.ROOT)));
    }

    /** True where the host may be fetched from, or nobody can say yet. */
    Mono<Boolean> allows(WebAddress address) {
        if (allowed.contains(address.host()) || allowed.contains(address.host() + ":" + address.effectivePort())) {
            return Mono.just(true);
        }
        if (isInner(address.host())) {
            return Mono.just(false);
        }
        return Mono.fromFuture(() -> verdicts.get(address.host(), (host, executor) -> verdict(host)), true);
    }

    private CompletableFuture<Boolean> verdict(String host) {
        return Mono.fromCallable(() -> allPublic(host))
                .subscribeOn(resolvers)
                .timeout(RESOLVE, Mono.just(true))
                .onErrorReturn(RejectedExecutionException.class, true)
                .toFuture();
    }

    private static boolean isInner(String host) {
        return host.equals("localhost") || INNER_SUFFIXES.stream().anyMatch(host::endsWith);
    }

    private boolean allPublic(String host) {
        try {
            return Stream.of(resolver.resolve(host)).allMatch(PublicAddresses::contains);
        } catch (UnknownHostException e) {
            LOG.debug("Not resolved now, left to the fetch stage: {}", host);
            return true;
        }
    }
}
