package io.reelflow.ingest.purge;

import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Tombstone;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/v1/purges}: first the tombstone, then the job that removes the video. From the tombstone on whatever jobs
 * of it there were leave nothing any more, whether the rest comes about or not. The service that knows whose the video is
 * asks for it, in a client's name.
 */
@RestController
final class PurgeController {
    private static final Pattern VIDEO_ID = Pattern.compile("(?!dry-|purged-)[A-Za-z0-9_-]{1,64}");
    private static final int URGENT = 1;
    private static final int SHOWN_DIGITS = 16;

    private final CommandLog log;
    private final Tombstones tombstones;
    private final Clock clock;

    PurgeController(CommandLog log, Tombstones tombstones, Clock clock) {
        this.log = log;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /** @param purgedAt jobs of the video created until then are over */
    record Answer(String jobId, String videoHash, Instant purgedAt) {}

    @PostMapping(
            path = "/api/v1/purges",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Answer>> purge(
            @RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        caller.requireForwarded(exchange);
        String videoId = videoId(body);
        return tombstones.known().then(Mono.defer(() -> remove(videoId, caller)));
    }

    private Mono<ResponseEntity<Answer>> remove(String videoId, Caller caller) {
        Tombstone before = tombstones.of(videoId);
        Instant time = tombstones.after(before, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        String hash = ObjectKeys.hash(videoId);
        String jobId = UUID.nameUUIDFromBytes(("purge/" + hash + "/" + time).getBytes(StandardCharsets.UTF_8))
                .toString();
        var tombstone = new Tombstone(Tombstone.VERSION, hash, time, jobId);
        var command = new JobCommand(
                UUID.randomUUID().toString(), JobCommand.VERSION, time, job(videoId, tombstone, caller.ownerOrKey()));
        return log.append(Topics.VIDEO_TOMBSTONES, hash, Json.bytes(tombstone))
                .doOnNext(written -> tombstones.add(tombstone))
                .then(log.append(command))
                .map(position -> ResponseEntity.status(HttpStatus.ACCEPTED)
                        .header(CommandLog.POSITION, position.toString())
                        .body(new Answer(jobId, hash, time)));
    }

    private static Job job(String videoId, Tombstone tombstone, String owner) {
        String shown = tombstone.videoHash().substring(0, SHOWN_DIGITS);
        return new Job(
                tombstone.purgeJobId(),
                "purged-" + shown,
                SourceKind.WEB,
                "purged:" + shown,
                null,
                JobType.PURGE,
                URGENT,
                owner,
                JobOptions.DEFAULTS,
                false,
                tombstone.purgedAt(),
                null,
                null,
                null,
                videoId,
                null);
    }

    private static String videoId(byte @Nullable [] body) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(JsonBody.parse(body), errors);
        String videoId = String.valueOf(fields.text("video_id", 64));
        fields.refuseOthers();
        if (!VIDEO_ID.matcher(videoId).matches() || !fields.has("video_id")) {
            fields.error("video_id", FieldErrors.INVALID, "must be the id of a video, not of a dry run");
        }
        errors.throwIfAny();
        return videoId;
    }
}
