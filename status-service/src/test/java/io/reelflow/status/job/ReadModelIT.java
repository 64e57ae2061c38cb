package io.reelflow.status.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.Stage;
import io.reelflow.status.Scenes;
import io.reelflow.status.ServiceProcess;
import io.reelflow.status.Surroundings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever dies in the middle of a stream of events, the tables end as the fold of the log. */
final class ReadModelIT {
    private static final int JOBS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void killedAndCutOffInTheMiddleItEndsWithTheRowsOfTheFold() throws Exception {
        try (var all = new Surroundings(directory)) {
            var log = new Written(all, new Random(20_261_121));
            var first = new ServiceProcess(all.environment(), directory.resolve("service.log"));
            try (first) {
                log.third();
                await().atMost(PATIENCE).until(() -> count(all, "SELECT count(*) FROM job_events") > 0);
                log.third();
                first.kill();
            }
            try (var second = new ServiceProcess(all.environment(), directory.resolve("service.log"))) {
                await().atMost(PATIENCE).until(() -> read(all) > log.written() / 2);
                all.database.restart();
                log.rest();
                await().atMost(PATIENCE).until(() -> read(all) == log.written());
                assertThat(second.isAlive()).isTrue();
            }
            assertThat(states(all)).isEqualTo(log.states);
            assertThat(count(all, "SELECT count(*) FROM processing_jobs")).isEqualTo(log.states.size());
            assertThat(count(all, "SELECT count(*) FROM job_events")).isEqualTo(log.effective);
            assertThat(count(all, "SELECT count(*) FROM stage_runs")).isEqualTo(log.stageRuns);
            assertThat(count(all, "SELECT count(*) FROM rejected_records")).isEqualTo(log.unreadable);
            assertThat(count(
                            all,
                            "SELECT count(*) FROM processing_jobs p JOIN job_states s USING (job_id)"
                                    + " WHERE p.status <> s.state ->> 'status' OR p.sequence <> (s.state ->> 'sequence')::bigint"
                                    + " OR p.progress_percent <> (s.state ->> 'progress')::float8"))
                    .isZero();
        }
    }

    /** Events of many jobs, mixed, some twice, some late, some unreadable; and what their fold is. */
    private static final class Written {
        private final Surroundings all;
        private final Random random;
        private final List<List<JobEvent>> stories = new ArrayList<>();
        private final Map<String, JobState> states = new HashMap<>();
        private final List<Job> jobs = new ArrayList<>();
        private int total;
        private int sent;
        private long records;
        private long effective;
        private long stageRuns;
        private long unreadable;

        Written(Surroundings all, Random random) {
            this.all = all;
            this.random = random;
            for (int i = 0; i < JOBS; i++) {
                Job job = Scenes.job("mixed-" + i);
                jobs.add(job);
                stories.add(new ArrayList<>(story(job, i)));
                total += stories.get(i).size();
            }
            jobs.forEach(this::submit);
        }

        private static List<JobEvent> story(Job job, int number) {
            if (number % 5 != 0) {
                return Scenes.story(job, 3, "videos/" + job.videoId() + "/manifest.json");
            }
            var events = new ArrayList<JobEvent>(List.of(Scenes.queued(job), Scenes.started(job, 1)));
            events.add(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.3));
            events.add(Scenes.retry(job, 1));
            events.add(Scenes.started(job, 2));
            events.addAll(Scenes.stage(job, 2, Stage.DOWNLOADING, 3));
            events.add(Scenes.progressed(job, 1, Stage.DOWNLOADING, 0.9));
            events.add(Scenes.failed(job, 2));
            return events;
        }

        void third() {
            send(total / 3);
        }

        void rest() {
            send(total - sent);
            stageRuns = states.values().stream()
                    .mapToLong(state -> state.attempt() == 2 ? 1 : 5 + 4 + 3)
                    .sum();
        }

        long written() {
            return records;
        }

        private void send(int number) {
            for (int i = 0; i < number; i++) {
                List<List<JobEvent>> left =
                        stories.stream().filter(each -> !each.isEmpty()).toList();
                JobEvent event = left.get(random.nextInt(left.size())).remove(0);
                send(event);
                sent++;
                if (random.nextInt(10) == 0) {
                    send(event);
                }
                if (random.nextInt(100) == 0) {
                    all.send(Topics.JOB_EVENTS, event.jobId(), "{\"job_id\":".getBytes(StandardCharsets.UTF_8));
                    records++;
                    unreadable++;
                }
                if (random.nextInt(50) == 0) {
                    submit(jobs.get(random.nextInt(jobs.size())));
                }
            }
        }

        private void send(JobEvent event) {
            RecordMetadata at = all.send(event);
            fold(event, at.offset());
        }

        private void submit(Job job) {
            JobCommand command = Scenes.command(job);
            all.send(command);
            fold(JobEvent.submitted(command), -1);
        }

        private void fold(JobEvent event, long sequence) {
            records++;
            @Nullable JobState before = states.get(event.jobId());
            JobState after = JobState.fold(before, event, sequence);
            if (!after.equals(before)) {
                effective++;
                states.put(event.jobId(), after);
            }
        }
    }

    private static long read(Surroundings all) {
        return count(all, "SELECT coalesce(sum(next_offset), 0) FROM consumer_positions");
    }

    private static long count(Surroundings all, String sql) {
        try {
            return all.database.admin().sql(sql).query(Long.class).single();
        } catch (DataAccessException e) {
            return -1; // not there yet, or starting again
        }
    }

    private static Map<String, JobState> states(Surroundings all) {
        var found = new HashMap<String, JobState>();
        JdbcClient jdbc = all.database.admin();
        jdbc.sql("SELECT state::text FROM job_states").query(row -> {
            JobState state = Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), JobState.class);
            found.put(state.jobId(), state);
        });
        return found;
    }
}
