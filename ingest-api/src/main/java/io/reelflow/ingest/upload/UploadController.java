package io.reelflow.ingest.upload;

import io.reelflow.access.Role;
import io.reelflow.ingest.IngestConfig;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.ingest.request.IdempotencyKey;
import io.reelflow.ingest.request.JsonBody;
import io.reelflow.schemas.address.UploadId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /api/v1/uploads}: a signed address for one file, and the name of that file for jobs. */
@RestController
final class UploadController {
    private static final Duration VALID = Duration.ofHours(1);

    /** The most that one PUT may carry in the S3 API. */
    private static final long MOST_BYTES = 5L << 30;

    private static final int LONGEST_NAME = 1024;

    private final UploadPlace place;
    private final Intake intake;
    private final @Nullable String publicUrl;
    private final Clock clock;

    UploadController(UploadPlace place, IngestConfig config, Intake intake, Clock clock) {
        this.intake = intake;
        this.place = place;
        this.publicUrl = config.publicUrl();
        this.clock = clock;
    }

    /** @param url names the file in a job */
    record Answer(URI uploadUrl, String url, Instant expiresAt) {}

    @PostMapping(
            path = "/api/v1/uploads",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> announce(@RequestBody(required = false) byte @Nullable [] body, ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.require(Role.SUBMIT);
        intake.mustTakeIn();
        Upload upload = read(JsonBody.parse(body), caller.ownerOrKey(), IdempotencyKey.of(exchange));
        Instant expires = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        URI address = place.address(upload, expires, base(exchange));
        return ResponseEntity.status(HttpStatus.CREATED).body(new Answer(address, upload.url(), expires));
    }

    private static Upload read(ObjectNode body, String owner, @Nullable String idempotencyKey) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        String name = fields.text("filename", LONGEST_NAME);
        long size = fields.integer("size", 1, MOST_BYTES, 0);
        String sha256 = fields.text("sha256", 64);
        fields.refuseOthers();
        for (String required : new String[] {"filename", "size"}) {
            if (!fields.has(required)) {
                fields.error(required, FieldErrors.INVALID, "must be given");
            }
        }
        if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
            fields.error("sha256", FieldErrors.INVALID, "must be 64 hex digits");
        }
        errors.throwIfAny();
        String filename = Filename.sanitised(String.valueOf(name));
        String hash = sha256 == null ? null : sha256.toLowerCase(Locale.ROOT);
        return new Upload(id(owner, hash, filename, size, idempotencyKey), filename, size, hash);
    }

    private static UploadId id(
            String owner, @Nullable String sha256, String filename, long size, @Nullable String idempotencyKey) {
        if (sha256 != null) {
            return UploadId.ofContent(owner, sha256);
        }
        return UploadId.ofSeed(
                owner,
                idempotencyKey == null
                        ? UUID.randomUUID().toString()
                        : String.join("/", idempotencyKey, String.valueOf(size), filename));
    }

    private String base(ServerWebExchange exchange) {
        if (publicUrl != null) {
            return publicUrl;
        }
        URI asked = exchange.getRequest().getURI();
        return asked.getScheme() + "://" + asked.getAuthority();
    }
}
