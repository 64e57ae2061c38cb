package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.removal.HiddenVideos;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes jobs in, by way of the ingest API, and says of each whether this request made it ({@code 201}) or it was there
 * ({@code 200}): the log orders requests, and the first one's {@code command_id} is the job's. How far behind the tables are
 * does not matter.
 */
@Component
public class Submissions {
    /** After this long an accepted job is answered as accepted, without knowing whether it was the first. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofMillis(200);

    private static final String POSITION = "X-Reelflow-Position";

    private final IngestClient ingest;
    private final JobReads reads;
    private final JobDocuments documents;
    private final HiddenVideos hidden;

    Submissions(IngestClient ingest, JobReads reads, JobDocuments documents, HiddenVideos hidden) {
        this.hidden = hidden;
        this.ingest = ingest;
        this.reads = reads;
        this.documents = documents;
    }

    /** The ingest API's own answer where it takes nothing in. */
    public Mono<ResponseEntity<byte[]>> submit(ObjectNode request, HttpHeaders headers, Caller caller) {
        return submit(Json.bytes(request), IngestClient.json(headers), caller);
    }

    Mono<ResponseEntity<byte[]>> submit(byte[] body, HttpHeaders headers, Caller caller) {
        return ingest.post("/api/v1/jobs", body, headers, caller)
                .flatMap(this::answer)
                .flatMap(this::shown);
    }

    /** Who asks for a video that was removed softly wants it back, be it with a new job or one that there was. */
    private Mono<ResponseEntity<byte[]>> shown(ResponseEntity<byte[]> answer) {
        byte[] body = answer.getBody();
        if (!answer.getStatusCode().is2xxSuccessful() || body == null) {
            return Mono.just(answer);
        }
        String videoId = Json.MAPPER.readTree(body).path("video_id").asString();
        return Blocking.call(() -> hidden.show(videoId))
                .onErrorReturn(DataAccessException.class, false)
                .thenReturn(answer);
    }

    /**
     * Hands on a request for a job on what is stored of a video.
     *
     * @param key the same for the same wish, sent again; null where each is another
     */
    public Mono<ResponseEntity<byte[]>> submitStored(
            String videoId, ObjectNode request, @Nullable String key, Caller caller) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            headers.set("Idempotency-Key", key);
        }
        return ingest.post("/api/v1/videos/" + videoId + "/jobs", Json.bytes(request), headers, caller)
                .flatMap(this::answer);
    }

    /** Hands on a request for a channel; the same again is answered with the channel's job that there is. */
    public Mono<ResponseEntity<byte[]>> submitChannel(byte[] body, HttpHeaders headers, Caller caller) {
        return ingest.post("/api/v1/channels", body, headers, caller).flatMap(this::answer);
    }

    /** The job that an accepted request is answered with. */
    public static String jobId(ResponseEntity<byte[]> accepted) {
        return Json.MAPPER.readTree(accepted.getBody()).path("id").asString();
    }

    private Mono<ResponseEntity<byte[]>> answer(ResponseEntity<byte[]> accepted) {
        String position = accepted.getHeaders().getFirst(POSITION);
        byte[] body = accepted.getBody();
        if (accepted.getStatusCode() != HttpStatus.CREATED || position == null || body == null) {
            return Mono.just(accepted);
        }
        JsonNode job = Json.MAPPER.readTree(body);
        String jobId = job.path("id").asString();
        String commandId = job.path("command_id").asString();
        int colon = position.indexOf(':');
        var partition = new TopicPartition(Topics.JOB_COMMANDS, Integer.parseInt(position.substring(0, colon)));
        long offset = Long.parseLong(position.substring(colon + 1));
        return reads.isKnownBefore(jobId, commandId, partition, offset)
                .flatMap(known -> known ? reads.known(jobId) : Mono.empty())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN).filter(DataAccessException.class::isInstance))
                .map(state -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .header(POSITION, position)
                        .body(Json.bytes(documents.plain(state))))
                .timeout(PATIENCE)
                .defaultIfEmpty(accepted)
                .onErrorReturn(Submissions::isAway, accepted);
    }

    private static boolean isAway(Throwable error) {
        return error instanceof TimeoutException || error instanceof KafkaException || error instanceof ApiProblem;
    }
}
