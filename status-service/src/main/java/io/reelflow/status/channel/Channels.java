package io.reelflow.status.channel;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobReads;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Channels by id and in a list, the newest first. */
@Component
class Channels {
    private static final String OF_OWNER = " FROM channels c WHERE (:owner::text IS NULL OR c.user_id = :owner) ";

    private final JobReads reads;
    private final ChannelNumbers numbers;
    private final PausedChannels paused;
    private final JdbcClient jdbc;
    private final Clock clock;

    Channels(JobReads reads, ChannelNumbers numbers, PausedChannels paused, JdbcClient jdbc, Clock clock) {
        this.reads = reads;
        this.numbers = numbers;
        this.paused = paused;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A page of them. */
    record Page(List<ChannelView> channels, long total, int limit, int offset) {}

    /** The channel's job; 404 where there is none, 403 where it is another's. */
    Mono<JobState> job(String id, Caller caller) {
        return reads.get(id, caller).map(state -> {
            Job job = state.job();
            if (job == null || job.channel() == null || job.channel().onlyCounts()) {
                throw ApiProblem.notFound("There is no channel " + id);
            }
            return state;
        });
    }

    Mono<ChannelView> get(String id, Caller caller) {
        return job(id, caller)
                .flatMap(state -> Blocking.call(() -> views(List.of(state)).get(0)));
    }

    /** @param owner whose only; null for everybody's */
    Mono<Page> list(@Nullable String owner, int limit, int offset) {
        return Blocking.call(() -> {
            List<JobState> states = jdbc.sql("SELECT s.state::text FROM (SELECT c.channel_id, c.created_at" + OF_OWNER
                            + "ORDER BY c.created_at DESC, c.channel_id DESC LIMIT :limit OFFSET :offset) page"
                            + " JOIN job_states s ON s.job_id = page.channel_id"
                            + " ORDER BY page.created_at DESC, page.channel_id DESC")
                    .param("owner", owner)
                    .param("limit", limit)
                    .param("offset", offset)
                    .query((row, ignored) ->
                            Json.read(row.getString(1).getBytes(StandardCharsets.UTF_8), JobState.class))
                    .list();
            long total = jdbc.sql("SELECT count(*)" + OF_OWNER)
                    .param("owner", owner)
                    .query(Long.class)
                    .single();
            return new Page(views(states), total, limit, offset);
        });
    }

    private List<ChannelView> views(List<JobState> states) {
        Instant now = clock.instant();
        Map<String, ChannelNumbers.Numbers> found =
                numbers.of(states.stream().map(JobState::jobId).toList());
        return states.stream()
                .map(state -> ChannelView.of(
                        state, Objects.requireNonNull(found.get(state.jobId())), paused.contains(state.jobId()), now))
                .toList();
    }
}
