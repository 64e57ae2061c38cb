package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Nobody misses a transition and nobody is told one twice, however often lines break, and while the service with all it
 * holds in memory is started anew in the middle. {@code -Dtest.jvm.options="-Dlive.clients=1000 -Dlive.jobs=200"} makes it
 * larger.
 */
final class StreamGuaranteeIT {
    private static final int CLIENTS = Integer.getInteger("live.clients", 200);
    private static final int JOBS = Integer.getInteger("live.jobs", 40);
    private static final int SEED = Integer.getInteger("live.seed", 4);
    private static final int STEPS = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void everyTransitionOnceAndInOrder() throws Exception {
        try (var all = new Surroundings(directory).start()) {
            List<Job> jobs = IntStream.range(0, JOBS)
                    .mapToObj(number -> Scenes.job("guarantee-" + number))
                    .toList();
            jobs.forEach(job -> all.send(Scenes.command(job)));
            var clients = new Clients(all);
            CompletableFuture<Map<Integer, List<ServerSentEvent<String>>>> watching = Flux.range(0, CLIENTS)
                    .flatMap(number -> client(clients, jobs.get(number % JOBS), number), CLIENTS)
                    .collectMap(Seen::client, Seen::events)
                    .toFuture();

            tell(all, jobs);

            Map<Integer, List<ServerSentEvent<String>>> seen = watching.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Map<String, List<Long>> truth = Truth.transitions(all.kafka.bootstrapServers());
            assertThat(seen).hasSize(CLIENTS);
            seen.forEach((number, events) -> isWhole(
                    events,
                    Objects.requireNonNull(truth.get(jobs.get(number % JOBS).jobId()))));
        }
    }

    /** The jobs side by side, a step of each at a time; the service is started anew halfway. */
    private static void tell(Surroundings all, List<Job> jobs) {
        List<List<JobEvent>> stories =
                jobs.stream().map(job -> Scenes.story(job, STEPS, null)).toList();
        int steps = stories.get(0).size();
        for (int step = 0; step < steps; step++) {
            int now = step;
            all.send(stories.stream().map(story -> story.get(now)).toList());
            if (step == steps / 2) {
                all.start();
            }
            Mono.delay(Duration.ofMillis(15)).block();
        }
    }

    private record Seen(int client, List<ServerSentEvent<String>> events) {}

    /** Takes a few events, loses its line, comes back with the last id; until the end. */
    private static Mono<Seen> client(Clients clients, Job job, int number) {
        var random = new Random(SEED * 100_000L + number);
        var seen = new ArrayList<ServerSentEvent<String>>();
        return Flux.defer(() -> clients.events(Surroundings.READER, Clients.stream(job.jobId()), last(seen))
                        .take(1 + random.nextInt(20)))
                .doOnNext(seen::add)
                .onErrorResume(broken -> Mono.delay(Duration.ofMillis(100)).then(Mono.empty()))
                .repeat(() -> !"job_completed".equals(name(seen)))
                .then(Mono.fromSupplier(() -> new Seen(number, seen)));
    }

    private static @Nullable String last(List<ServerSentEvent<String>> seen) {
        return seen.isEmpty() ? null : seen.get(seen.size() - 1).id();
    }

    private static String name(List<ServerSentEvent<String>> seen) {
        return seen.isEmpty() ? "" : Clients.name(seen.get(seen.size() - 1));
    }

    private static void isWhole(List<ServerSentEvent<String>> seen, List<Long> transitions) {
        long from = Clients.id(seen.get(0));
        List<ServerSentEvent<String>> after = seen.subList(1, seen.size());
        List<Long> ids = after.stream().map(Clients::id).toList();

        assertThat(Clients.name(seen.get(0))).isEqualTo("initial_status");
        assertThat(after.stream().map(Clients::name).distinct())
                .containsExactlyInAnyOrder("job_update", "job_completed");
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids)
                .containsAll(transitions.stream().filter(each -> each > from).toList());
        assertThat(seen.stream().map(each -> Clients.json(each).path("progress").asDouble()))
                .isSorted();
    }
}
