package io.reelflow.schemas.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The promises of the fold, over orders that nobody would write by hand. Each failure names its seed. */
class JobStateOrderTest {
    private static final int ORDERS = 100_000;
    private static final List<Stage> WHOLE =
            List.of(Stage.DOWNLOADING, Stage.EXTRACTING_AUDIO, Stage.EXTRACTING_FRAMES, Stage.ANALYZING);
    private static final List<Stage> IN_PARTS = List.of(Stage.TRANSCRIBING, Stage.GENERATING_CLIPS);
    private static final int PARTS = 3;
    private static final Set<JobEventType> ANOTHER_RUN =
            Set.of(JobEventType.RETRY_REQUESTED, JobEventType.CHECK_REQUESTED);

    @Test
    void noOrderBreaksThePromises() {
        for (int seed = 0; seed < ORDERS; seed++) {
            var random = new Random(seed);
            List<JobEvent> events = anything(random);
            JobState state = null;
            for (int sequence = 0; sequence < events.size(); sequence++) {
                JobState before = state;
                JobEvent event = events.get(sequence);
                state = JobState.fold(before, event, sequence);
                if (before != null) {
                    check(seed, before, event, state);
                }
                holds(seed, JobState.fold(state, event, sequence + 1).equals(state), "a repeat changes nothing", event);
            }
        }
    }

    /** After a restore the dataflow says the last stretch again, from its checkpoint on. */
    @Test
    void aStretchSaidAgainEndsTheSame() {
        for (int seed = 0; seed < ORDERS / 50; seed++) {
            var random = new Random(seed);
            List<JobEvent> story = story(random);
            int crash = 2 + random.nextInt(story.size() - 1);
            int checkpoint = 1 + random.nextInt(crash - 1);
            var told = new ArrayList<>(story.subList(0, crash));
            told.addAll(story.subList(checkpoint, story.size()));

            JobState once = told(story);
            JobState again = told(told);
            holds(seed, seen(once).equals(seen(again)), "the end is the same\n" + once + "\n" + again, null);
        }
    }

    @Test
    void theOrderOfStageEventsDoesNotMatterInTheEnd() {
        for (int seed = 0; seed < ORDERS / 50; seed++) {
            var random = new Random(seed);
            var source = new Events();
            var opening = List.of(source.submitted(), source.job(JobEventType.STARTED, 1));
            List<JobEvent> work = work(source, 1, random);
            var shuffled = new ArrayList<>(work);
            shuffled.addAll(work.subList(0, random.nextInt(work.size())));
            Collections.shuffle(shuffled, random);

            JobState straight = told(opening, work);
            JobState anyhow = told(opening, shuffled);
            holds(seed, phases(straight).equals(phases(anyhow)), "stages end the same", null);
            holds(seed, straight.progress() == anyhow.progress(), "progress ends the same", null);
            holds(seed, straight.counters().equals(anyhow.counters()), "counts end the same", null);
        }
    }

    private static void check(int seed, JobState before, JobEvent event, JobState after) {
        if (before.equals(after)) {
            return;
        }
        if (before.status().isTerminal()) {
            boolean asked = ANOTHER_RUN.contains(event.type()) && event.attempt() > before.attempt();
            holds(seed, asked || event.type() == JobEventType.SUBMITTED, "nothing follows an end", event);
            return;
        }
        holds(seed, after.attempt() >= before.attempt(), "attempts only rise", event);
        holds(seed, !after.updatedAt().isBefore(before.updatedAt()), "time only rises", event);
        holds(seed, after.progress() >= 0 && after.progress() <= 100, "progress is a percentage", event);
        if (after.attempt() == before.attempt()) {
            holds(seed, after.progress() >= before.progress(), "progress never falls inside an attempt", event);
            holds(seed, !falls(before.counters(), after.counters()), "counts never fall inside an attempt", event);
            holds(
                    seed,
                    before.status() != JobStatus.RETRYING
                            || after.status() == JobStatus.RETRYING
                            || after.status().isTerminal(),
                    "a failed attempt does not go on",
                    event);
        }
        holds(seed, partsAddUp(after), "parts add up", event);
    }

    private static boolean falls(Counters before, Counters after) {
        return falls(before.bytesDone(), after.bytesDone())
                || falls(before.chunksDone(), after.chunksDone())
                || falls(before.clipsDone(), after.clipsDone());
    }

    private static boolean falls(@Nullable Long before, @Nullable Long after) {
        return before != null && (after == null || after < before);
    }

    private static boolean partsAddUp(JobState state) {
        return state.stages().stream().filter(each -> !each.done().isEmpty()).allMatch(stage -> {
            Counters counters = state.counters();
            Long shown = stage.stage() == Stage.GENERATING_CLIPS ? counters.clipsDone() : counters.chunksDone();
            double sum = stage.done().values().stream()
                            .mapToDouble(StageState.Part::progress)
                            .sum()
                    / stage.parts();
            return (shown == null ? 0 : shown) == stage.count() && stage.progress() >= sum - 1e-9;
        });
    }

    /** Events of up to three attempts, in any order, some twice, some missing. */
    private static List<JobEvent> anything(Random random) {
        var pool = new ArrayList<>(POOLS.get(random.nextInt(POOLS.size())));
        Collections.shuffle(pool, random);
        var chosen = new ArrayList<JobEvent>(pool.subList(0, Math.min(pool.size(), 20)));
        chosen.addAll(chosen.subList(0, random.nextInt(8)));
        return chosen;
    }

    /** Making events costs more than folding them. */
    private static final List<List<JobEvent>> POOLS = IntStream.range(0, 300)
            .mapToObj(seed -> pool(new Random(seed), 1 + seed % 3))
            .toList();

    private static List<JobEvent> pool(Random random, int attempts) {
        var source = new Events();
        var pool = new ArrayList<JobEvent>();
        pool.add(source.submitted());
        for (int attempt = 1; attempt <= attempts; attempt++) {
            for (JobEventType type : JobEventType.values()) {
                if (type != JobEventType.SUBMITTED && !type.name().startsWith("STAGE_")) {
                    pool.add(source.job(type, attempt));
                }
            }
            pool.addAll(work(source, attempt, random));
        }
        return pool;
    }

    /** What a job's life looks like when all goes in order: attempts that are held, fail, and succeed. */
    private static List<JobEvent> story(Random random) {
        var source = new Events();
        var story = new ArrayList<JobEvent>(List.of(source.submitted()));
        int attempts = 1 + random.nextInt(3);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            story.add(source.job(JobEventType.QUEUED, attempt));
            story.add(source.job(JobEventType.STARTED, attempt));
            if (random.nextInt(3) == 0) {
                story.add(source.failed(JobEventType.HELD, attempt, ErrorCode.STORAGE_UNAVAILABLE));
                story.add(source.job(JobEventType.QUEUED, attempt));
                story.add(source.job(JobEventType.STARTED, attempt));
            }
            List<JobEvent> work = work(source, attempt, random);
            boolean last = attempt == attempts;
            story.addAll(last ? work : work.subList(0, random.nextInt(work.size())));
            story.add(
                    last
                            ? source.completed(attempt)
                            : source.failed(JobEventType.RETRY_SCHEDULED, attempt, ErrorCode.SOURCE_UNAVAILABLE));
        }
        return story;
    }

    private static List<JobEvent> work(Events source, int attempt, Random random) {
        var work = new ArrayList<JobEvent>();
        for (Stage stage : WHOLE) {
            work.add(source.started(attempt, stage));
            double half = random.nextDouble();
            work.add(source.progressed(attempt, stage, half / 2));
            work.add(source.progressed(attempt, stage, half));
            work.add(source.completed(attempt, stage));
        }
        for (Stage stage : IN_PARTS) {
            for (int part = 0; part < PARTS; part++) {
                int done = random.nextInt(5);
                work.add(source.part(JobEventType.STAGE_STARTED, attempt, stage, part, PARTS, 0, 0));
                work.add(source.part(JobEventType.STAGE_PROGRESSED, attempt, stage, part, PARTS, 0.5, done));
                work.add(source.part(JobEventType.STAGE_COMPLETED, attempt, stage, part, PARTS, 1, done + 1));
            }
        }
        return work;
    }

    @SafeVarargs
    private static JobState told(List<JobEvent>... chapters) {
        JobState state = null;
        long sequence = 0;
        for (List<JobEvent> events : chapters) {
            for (JobEvent event : events) {
                state = JobState.fold(state, event, sequence++);
            }
        }
        return Objects.requireNonNull(state);
    }

    /** What a client sees of a state, without where and when. */
    private static List<Object> seen(JobState state) {
        return List.of(
                state.status(),
                String.valueOf(state.stage()),
                state.progress(),
                state.attempt(),
                state.retryCount(),
                state.counters(),
                phases(state),
                String.valueOf(state.error()));
    }

    private static Map<Stage, String> phases(JobState state) {
        return state.stages().stream()
                .collect(Collectors.toMap(
                        StageState::stage, each -> each.phase() + " " + each.progress() + " " + each.done()));
    }

    private static void holds(int seed, boolean promise, String what, @Nullable JobEvent event) {
        if (!promise) { // AssertJ's own description would be built millions of times
            assertThat(promise).as("seed %d: %s, at %s", seed, what, event).isTrue();
        }
    }
}
