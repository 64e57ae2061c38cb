package io.reelflow.status;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.IntakeControl;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.JobView;
import io.reelflow.schemas.job.StoredVideo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers as the ingest API does, and writes the same record; knows no rule but that a job has an address. */
public final class IngestFake implements AutoCloseable {
    /** What it has been shown as Authorization, in order. */
    public final List<String> shown = new CopyOnWriteArrayList<>();

    /** Requests for jobs, in order. */
    public final List<JsonNode> submitted = new CopyOnWriteArrayList<>();

    /** Requests for jobs on what is stored, in order; each with its video and its {@code Idempotency-Key}. */
    public final List<Stored> stored = new CopyOnWriteArrayList<>();

    /** What was asked of the intake, in order. */
    public final List<JsonNode> intake = new CopyOnWriteArrayList<>();

    /** Purges that were asked for, in order. */
    public final List<Job> purges = new CopyOnWriteArrayList<>();

    /** Calls about keys: method, path, body, and whether they say that they have been counted. */
    public final List<String> keys = new CopyOnWriteArrayList<>();

    /** Does what the dataflow would do about a control. */
    public volatile Consumer<JobControl> dataflow = ignored -> {};

    /** @param key null where none was sent */
    public record Stored(String videoId, @Nullable String key, JsonNode body) {}

    private final Surroundings surroundings;
    private final DisposableServer server;

    IngestFake(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/actuator/health/readiness", (request, response) -> response.send())
                        .post("/api/v1/jobs", this::submit)
                        .post("/api/v1/jobs/batch", this::batch)
                        .post("/api/v1/videos/{id}/jobs", this::submitStored)
                        .post("/api/v1/jobs/{id}/cancel", control(JobControl.Action.CANCEL))
                        .post("/api/v1/jobs/{id}/retry", control(JobControl.Action.RETRY))
                        .route(
                                request -> request.method().equals(HttpMethod.PATCH),
                                control(JobControl.Action.PRIORITY))
                        .post("/api/v1/channels", channel(null))
                        .post("/api/v1/channels/estimate", channel(true))
                        .post("/api/v1/intake", this::intake)
                        .post("/api/v1/purges", this::purge)
                        .route(request -> request.uri().matches("/api/v1/(keys|quotas).*"), this::keys)
                        .post("/api/v1/uploads", this::upload)
                        .put("/files/{rest}", this::put))
                .bindNow();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    private Mono<Void> submit(HttpServerRequest request, HttpServerResponse response) {
        shown.add(String.valueOf(request.requestHeaders().get("Authorization")));
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> {
                    JsonNode asked = Json.MAPPER.readTree(body);
                    if (!asked.hasNonNull("url") && !asked.hasNonNull("youtube_url")) {
                        return answer(
                                response, 400, "application/problem+json", "{\"code\":\"INVALID\",\"errors\":[]}");
                    }
                    submitted.add(asked);
                    Job job = asked.hasNonNull("url")
                            ? Scenes.job(asked.path("url").asString())
                            : Scenes.youtube(
                                    asked.path("youtube_url").asString(),
                                    asked.path("job_type").asString());
                    return accepted(job, response);
                });
    }

    /** A line for each piece of the body, at once: what it was, and with which key. */
    private Mono<Void> batch(HttpServerRequest request, HttpServerResponse response) {
        String key = request.requestHeaders().get("Idempotency-Key");
        shown.add(String.valueOf(request.requestHeaders().get("Authorization")));
        return response.header("Content-Type", "application/x-ndjson")
                .send(
                        request.receive()
                                .asString()
                                .map(piece -> Unpooled.copiedBuffer(
                                        "{\"said\":" + piece.strip() + ",\"key\":\"" + key + "\"}\n",
                                        StandardCharsets.UTF_8)),
                        any -> true)
                .then();
    }

    private Mono<Void> submitStored(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(body -> {
            String videoId = String.valueOf(request.param("id"));
            String key = request.requestHeaders().get("Idempotency-Key");
            stored.add(new Stored(videoId, key, body));
            Job plain = Scenes.job(body.path("wish").asString() + (key == null ? UUID.randomUUID() : key));
            Job job = new Job(
                    plain.jobId(),
                    videoId,
                    plain.source(),
                    body.path("url").asString(),
                    null,
                    JobType.valueOf(body.path("job_type").asString().toUpperCase(Locale.ROOT)),
                    body.path("priority").asInt(5),
                    body.path("user_id").asString(),
                    body.has("options")
                            ? Json.read(Json.bytes(body.path("options")), JobOptions.class)
                            : JobOptions.DEFAULTS,
                    false,
                    plain.createdAt(),
                    null,
                    null,
                    Json.read(Json.bytes(body.path("stored")), StoredVideo.class),
                    null,
                    null);
            return accepted(job, response);
        });
    }

    private Mono<Void> accepted(Job job, HttpServerResponse response) {
        JobCommand command = Scenes.command(job);
        RecordMetadata at = surroundings.send(command);
        ObjectNode view = Json.MAPPER.valueToTree(
                JobView.of(JobState.fold(null, JobEvent.submitted(command), at.offset()), command.time()));
        view.put("command_id", command.commandId());
        response.header("X-Reelflow-Position", at.partition() + ":" + at.offset());
        return answer(response, 201, "application/json", Json.text(view));
    }

    /** Does what the dataflow would do about a channel that is counted. */
    public volatile Consumer<Job> listing = ignored -> {};

    private BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> channel(@Nullable Boolean estimate) {
        return (request, response) -> body(request)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(body -> {
                    String url = body.path("url").asString();
                    Job job = Scenes.channel(
                            estimate == null ? url : url + UUID.randomUUID(),
                            url,
                            Scenes.OWNER,
                            new ChannelRequest(
                                    JobType.TRANSCRIPTION, null, null, ChannelRequest.Filters.NONE, 3600L, estimate));
                    Mono<Void> accepted = accepted(job, response);
                    listing.accept(job);
                    return accepted;
                });
    }

    private BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> control(JobControl.Action action) {
        return (request, response) -> body(request)
                .publishOn(Schedulers.boundedElastic())
                .flatMap(body -> {
                    var control = new JobControl(
                            UUID.randomUUID().toString(),
                            JobControl.VERSION,
                            Instant.now(),
                            request.path().split("/", -1)[3],
                            action,
                            null,
                            "key",
                            body.path("reason").asString(null),
                            body.path("priority").isInt()
                                    ? body.path("priority").asInt()
                                    : null,
                            body.path("force").asBoolean(false));
                    surroundings.send(Topics.JOB_CONTROLS, control.jobId(), Json.bytes(control));
                    dataflow.accept(control);
                    ObjectNode accepted = Json.MAPPER.createObjectNode();
                    accepted.put("job_id", control.jobId()).put("control_id", control.controlId());
                    return answer(response, 202, "application/json", Json.text(accepted));
                });
    }

    private Mono<Void> intake(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(body -> {
            intake.add(body);
            var control = new IntakeControl(
                    IntakeControl.VERSION,
                    Instant.now(),
                    IntakeControl.Scope.valueOf(body.path("scope").asString().toUpperCase(Locale.ROOT)),
                    body.path("target").asString(null),
                    body.path("paused").asBoolean(),
                    "key");
            surroundings.send(Topics.INTAKE_CONTROLS, control.key(), Json.bytes(control));
            return answer(response, 202, "application/json", "{}");
        });
    }

    private Mono<Void> purge(HttpServerRequest request, HttpServerResponse response) {
        return body(request).flatMap(body -> {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Job purge = Scenes.purge(body.path("video_id").asString(), now);
            purges.add(purge);
            surroundings.send(new JobCommand(UUID.randomUUID().toString(), JobCommand.VERSION, now, purge));
            ObjectNode accepted = Json.MAPPER.createObjectNode();
            accepted.put("job_id", purge.jobId()).put("purged_at", now.toString());
            return answer(response, 202, "application/json", Json.text(accepted));
        });
    }

    private static Mono<JsonNode> body(HttpServerRequest request) {
        return request.receive().aggregate().asByteArray().map(Json.MAPPER::readTree);
    }

    private Mono<Void> keys(HttpServerRequest request, HttpServerResponse response) {
        boolean counted = request.requestHeaders().contains("X-Reelflow-Counted");
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .doOnNext(body -> keys.add(request.method() + " " + request.uri() + " " + body + " " + counted))
                .then(Mono.defer(() -> answer(response, 200, "application/json", "{\"keys\":[]}")));
    }

    private Mono<Void> upload(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .then(answer(
                        response,
                        201,
                        "application/json",
                        "{\"upload_url\":\"" + url() + "/files/u1?signature=x\",\"url\":\"upload:u1/talk.mp4\"}"));
    }

    private Mono<Void> put(HttpServerRequest request, HttpServerResponse response) {
        Path file = surroundings.objects.resolve("uploaded");
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(bytes -> write(file, bytes))
                .then(response.status(200).send());
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("the test's own folder is not writable", e);
        }
    }

    private static Mono<Void> answer(HttpServerResponse response, int status, String type, String body) {
        return response.status(status)
                .header("Content-Type", type)
                .sendString(Mono.just(body))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
