package io.reelflow.dataflow.schedule;

import static io.reelflow.dataflow.schedule.SchedulerRun.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.schemas.job.IntakeControl.Scope;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in whatever order, restores in between: who enters is let in once, or leaves; no room leaks. */
class EveryAttemptTest {
    private static final List<String> OWNERS = List.of("ann", "bob", "cleo", "dan");
    private static final List<Scope> SCOPES = List.of(Scope.ALL, Scope.OWNER, Scope.CHANNEL);
    private static final List<String> CHANNELS = List.of("x", "y");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isLetInOnceOrLeaves(long seed) throws Exception {
        Random random = new Random(seed);
        SchedulerRun run = new SchedulerRun(directory, 1 + random.nextInt(4));
        List<Job> entered = new ArrayList<>();
        Set<String> left = new HashSet<>();
        for (int step = 0; step < 1_500; step++) {
            int what = random.nextInt(100);
            if (what < 40) {
                Job next = randomJob(random, "job-" + step);
                entered.add(next);
                run.enter(next);
            } else if (what < 70) {
                endOne(run, random);
            } else if (what < 78 && !entered.isEmpty()) {
                Job any = entered.get(random.nextInt(entered.size()));
                run.leave(any, 1);
                left.add(any.jobId());
            } else if (what < 86 && !entered.isEmpty()) {
                run.move(entered.get(random.nextInt(entered.size())), 1, 1 + random.nextInt(9));
            } else if (what < 91) {
                pauseOrResume(run, random);
            } else if (what < 93) {
                limit(run, random);
            } else if (what < 97) {
                run.pass(Duration.ofSeconds(random.nextInt(90)));
            } else {
                run.restore();
            }
        }
        endAll(run, random);

        Set<String> letIn = new HashSet<>(run.admitted);
        assertThat(letIn).hasSameSizeAs(run.admitted);
        assertThat(entered).allMatch(job -> letIn.contains(job.jobId()) || left.contains(job.jobId()));
        assertThat(letIn).hasSizeGreaterThan(entered.size() / 2);
        assertThat(run.events).map(JobEvent::eventId).doesNotHaveDuplicates();
        assertThat(run.events)
                .filteredOn(event -> event.type() == JobEventType.HELD)
                .isNotEmpty();
        assertThat(run.stateEntries()).isZero();
        run.close();
    }

    private static void endAll(SchedulerRun run, Random random) throws Exception {
        run.resume(Scope.ALL, null);
        for (String owner : OWNERS) {
            run.limit(owner, null);
            run.resume(Scope.OWNER, owner);
        }
        for (String channel : CHANNELS) {
            run.resume(Scope.CHANNEL, channel);
        }
        run.settle();
        while (!run.running.isEmpty()) {
            endOne(run, random);
        }
    }

    private static void endOne(SchedulerRun run, Random random) throws Exception {
        if (!run.running.isEmpty()) {
            List<String> names = List.copyOf(run.running.keySet());
            String name = names.get(random.nextInt(names.size()));
            var work = Objects.requireNonNull(run.running.get(name));
            run.end(name);
            run.outcome(work.job(), 1, work.epoch());
        }
    }

    private static void limit(SchedulerRun run, Random random) throws Exception {
        int most = random.nextInt(4);
        run.limit(OWNERS.get(random.nextInt(OWNERS.size())), most == 3 ? null : most);
    }

    private static void pauseOrResume(SchedulerRun run, Random random) throws Exception {
        Scope scope = SCOPES.get(random.nextInt(SCOPES.size()));
        List<String> targets = scope == Scope.OWNER ? OWNERS : CHANNELS;
        String target = scope == Scope.ALL ? null : targets.get(random.nextInt(targets.size()));
        if (random.nextBoolean()) {
            run.pause(scope, target);
        } else {
            run.resume(scope, target);
        }
    }

    private static Job randomJob(Random random, String name) {
        String owner = OWNERS.get(random.nextInt(OWNERS.size()));
        String channel = random.nextInt(3) == 0 ? CHANNELS.get(random.nextInt(CHANNELS.size())) : null;
        return job(name, "video-" + random.nextInt(60), owner, 1 + random.nextInt(9), channel);
    }
}
