package io.reelflow.ingest.submission;

import io.reelflow.schemas.address.WebAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Whether a host may be fetched from: a public one, or one on the allow list. This is the early answer for the client;
 * the fetch stage looks again at every connection, since names change.
 */
final class HostPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(HostPolicy.class);

    /** A name that takes longer is left for the fetch stage to judge. */
    private static final Duration RESOLVE = Duration.ofMillis(1500);

    private static final List<String> INNER_SUFFIXES = List.of(".localhost", ".local", ".internal", ".localdomain");

    private final Set<String> allowed = new TreeSet<>();

    /** Threads of its own: slow names must not hold up anything else. */
    private final Scheduler resolvers = Schedulers.newBoundedElastic(8, 1_000, "resolve");

    private final Resolver resolver;

    /** Finds the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
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
        return Mono.fromCallable(() -> allPublic(address.host()))
                .subscribeOn(resolvers)
                .timeout(RESOLVE, Mono.just(true))
                .onErrorReturn(RejectedExecutionException.class, true);
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
