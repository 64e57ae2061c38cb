package io.reelflow.status.channel;

import io.reelflow.schemas.job.ChannelRun;
import io.reelflow.schemas.job.Failure;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.IngestClient;
import io.reelflow.status.job.JobControls;
import io.reelflow.status.job.JobWaits;
import io.reelflow.status.job.Submissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What a channel would cost. A dry job lists it, within limits of number and time, and makes no others; bytes and time are
 * those of the newest completed jobs of that type, for each second of video.
 */
@Component
class ChannelEstimates {
    /** Longer than the listing may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    /** Where nothing was measured yet: 1080p at 2.4 Mbit/s, speech at 128 kbit/s. */
    private static final double PICTURE_BYTES = 300_000;

    private static final double SOUND_BYTES = 16_000;

    /** Where a list names no length: about the median of talks and lectures. */
    private static final double USUAL_SECONDS = 600;

    private final IngestClient ingest;
    private final JobWaits waits;
    private final JobControls controls;
    private final JdbcClient jdbc;
    private final Clock clock;

    ChannelEstimates(IngestClient ingest, JobWaits waits, JobControls controls, JdbcClient jdbc, Clock clock) {
        this.ingest = ingest;
        this.waits = waits;
        this.controls = controls;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param hours of video; where a length is not listed, as long as the others
     * @param bytes to be downloaded
     * @param eta when all would be done if it began now; null where no such job has ended yet
     * @param complete false where there is more than was counted
     */
    record Estimate(
            long videos, double hours, long bytes, @Nullable Instant eta, boolean complete) {}

    /**
     * For each second of video.
     *
     * @param wall seconds that the whole installation takes: jobs side by side count once
     */
    private record Costs(@Nullable Double bytes, @Nullable Double wall) {}

    Mono<Estimate> of(byte[] body, HttpHeaders headers, Caller caller) {
        return ingest.post("/api/v1/channels/estimate", body, headers, caller).flatMap(answer -> {
            if (!answer.getStatusCode().is2xxSuccessful()) {
                return Mono.error(new JobControls.Refused(answer));
            }
            String job = Submissions.jobId(answer);
            return waits.until(job, state -> state.status().isTerminal() || state.error() != null, PATIENCE)
                    .switchIfEmpty(Mono.defer(() -> given(job, headers, caller)
                            .then(Mono.error(ApiProblem.unavailable(
                                    "ESTIMATE_TIMEOUT", "The channel was not listed in time; come again")))))
                    .flatMap(state -> state.error() == null
                            ? Blocking.call(() -> estimate(state))
                            : given(job, headers, caller).then(Mono.error(failed(state.error()))));
        });
    }

    /** Nobody waits for it any more. */
    private Mono<Void> given(String job, HttpHeaders headers, Caller caller) {
        return controls.cancel(job, "the estimate is given up", headers, caller)
                .onErrorComplete(error -> error instanceof ApiProblem || error instanceof JobControls.Refused)
                .then();
    }

    private static ApiProblem failed(Failure error) {
        return error.code().isRetryable() || error.code().isHeld()
                ? ApiProblem.unavailable(error.code().word(), error.message())
                : ApiProblem.invalidField("url", error.code().word(), "url: " + error.message());
    }

    private Estimate estimate(JobState state) {
        Job job = Objects.requireNonNull(state.job());
        JobType type = Objects.requireNonNull(job.channel()).jobType();
        ChannelRun run =
                Objects.requireNonNullElse(state.channelRun(), new ChannelRun(null, 0, 0, 0, Map.of(), 0, 0, false));
        long videos = run.listed()
                - run.skipped().values().stream().mapToLong(Long::longValue).sum();
        double usual = run.timed() == 0 ? USUAL_SECONDS : run.seconds() / run.timed();
        double seconds = usual * videos;
        Costs costs = costs(type);
        double perSecond = switch (type) {
            case METADATA -> 0;
            case TRANSCRIPTION -> Objects.requireNonNullElse(costs.bytes, SOUND_BYTES);
            default -> Objects.requireNonNullElse(costs.bytes, PICTURE_BYTES);
        };
        Instant eta = costs.wall == null
                ? null
                : clock.instant().plusSeconds(Math.round(costs.wall * seconds)).truncatedTo(ChronoUnit.SECONDS);
        return new Estimate(
                videos, Math.round(seconds / 36) / 100.0, Math.round(perSecond * seconds), eta, run.complete());
    }

    /** Of the newest thousand completed jobs of that type. Their time is that from the first start to the last end. */
    private Costs costs(JobType type) {
        return jdbc.sql("""
                        SELECT sum(m.bytes) / nullif(sum(m.duration_seconds) FILTER (WHERE m.bytes > 0), 0) AS bytes,
                               sum(extract(epoch FROM j.completed_at - j.started_at) / at_once)
                                   / nullif(sum(m.duration_seconds), 0) AS wall
                        FROM (SELECT job_id, started_at, completed_at,
                                     greatest(1, sum(extract(epoch FROM completed_at - started_at)) OVER ()
                                         / nullif(extract(epoch FROM max(completed_at) OVER ()
                                             - min(started_at) OVER ()), 0)) AS at_once
                              FROM (SELECT * FROM processing_jobs
                                    WHERE status = 'completed' AND job_type = ? AND NOT dry_run AND started_at IS NOT NULL
                                    ORDER BY created_at DESC LIMIT 1000) newest) j
                        JOIN video_metadata m USING (job_id)
                        """)
                .param(type.word())
                .query((row, ignored) -> new Costs(number(row.getObject(1)), number(row.getObject(2))))
                .single();
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }
}
