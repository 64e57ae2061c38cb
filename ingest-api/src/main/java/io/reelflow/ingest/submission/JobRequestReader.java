package io.reelflow.ingest.submission;

import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.address.AddressException;
import io.reelflow.schemas.address.VideoAddress;
import io.reelflow.schemas.address.WebAddress;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** From a body to a valid request, or to everything that is wrong with it. */
@Component
final class JobRequestReader {
    private static final int LONGEST_USER_ID = 128;
    private static final int USUAL_PRIORITY = 5;
    private static final List<JobType> ELSEWHERE = List.of(JobType.CHANNEL, JobType.PURGE);
    /** A conversion has a call of its own. */
    private static final List<String> JOB_TYPES = Stream.of(JobType.values())
            .filter(type -> type != JobType.CONVERSION)
            .map(JobType::word)
            .toList();

    private static final Map<String, JobType> BY_WORD =
            Stream.of(JobType.values()).collect(Collectors.toUnmodifiableMap(JobType::word, Function.identity()));

    private static final String WEBHOOK = "webhook_url";
    private static final String NOT_BEFORE = "not_before";
    private static final Duration FARTHEST = Duration.ofDays(366);

    private final HostPolicy hosts;
    private final Clock clock;

    JobRequestReader(HostPolicy hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * @param idempotencyKey the header, where it was sent
     * @return fails with {@link ApiException} 400 (all bad fields) or 403 (another's user id)
     */
    Mono<JobRequest> read(ObjectNode body, Caller caller, @Nullable String idempotencyKey) {
        Draft draft = draft(body, caller, idempotencyKey);
        return Flux.fromIterable(draft.hosts())
                .concatMap(host -> hosts.allows(host.address()).doOnNext(host::judge))
                .then(Mono.fromCallable(draft::request));
    }

    /** What can be said of a request before its hosts are looked up. */
    Draft draft(ObjectNode body, Caller caller, @Nullable String idempotencyKey) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        Optional<VideoAddress> video = video(fields);
        Instant notBefore = notBefore(fields);
        JobType type = jobType(fields);
        int priority = priority(fields);
        String user = user(fields);
        String salt = fields.truth("force", false) ? salt(idempotencyKey) : null;
        Fields optionFields = fields.object("options");
        Optional<WebAddress> webhook = webhook(optionFields);
        boolean dryRun = optionFields.truth("dry_run", false);
        JobOptions options = OptionsReader.read(
                optionFields, webhook.map(WebAddress::toString).orElse(null));
        optionFields.refuseOthers();
        fields.refuseOthers();

        List<Draft.Host> checked = new ArrayList<>();
        // A dry run fetches nothing.
        if (!dryRun) {
            video.map(VideoAddress::web).ifPresent(web -> checked.add(new Draft.Host(web, fields, "url")));
        }
        webhook.ifPresent(web -> checked.add(new Draft.Host(web, optionFields, WEBHOOK)));
        return new Draft(checked, () -> {
            errors.throwIfAny();
            return new JobRequest(
                    video.orElseThrow(), type, priority, owner(caller, user), options, dryRun, notBefore, salt);
        });
    }

    private static String salt(@Nullable String idempotencyKey) {
        return Objects.requireNonNullElseGet(
                idempotencyKey, () -> UUID.randomUUID().toString());
    }

    private static Optional<VideoAddress> video(Fields fields) {
        boolean youtube = fields.has("youtube_url");
        String name = youtube ? "youtube_url" : "url";
        if (youtube && fields.has("url")) {
            fields.error("url", FieldErrors.INVALID, "must not be given beside youtube_url");
        } else if (!fields.has(name)) {
            fields.error("url", FieldErrors.INVALID, "must be given, or youtube_url");
        }
        String text = fields.text(name, WebAddress.LONGEST);
        if (text == null) {
            return Optional.empty();
        }
        try {
            VideoAddress video = VideoAddress.parse(text);
            if (youtube && video.youtubeUrl() == null) {
                fields.error(name, FieldErrors.INVALID, "must be a YouTube address; others go into url");
            }
            return Optional.of(video);
        } catch (AddressException e) {
            fields.error(name, e.code(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static int priority(Fields fields) {
        return (int) fields.integer("priority", 1, 9, USUAL_PRIORITY);
    }

    static @Nullable String user(Fields fields) {
        return fields.text("user_id", LONGEST_USER_ID);
    }

    static JobType jobType(Fields fields) {
        String word = fields.word("job_type", JOB_TYPES, JobType.FULL_PROCESSING.word());
        JobType type = Objects.requireNonNull(BY_WORD.get(word));
        if (ELSEWHERE.contains(type)) {
            fields.error("job_type", FieldErrors.INVALID, "\"" + word + "\" jobs have a call of their own");
        }
        return type;
    }

    Mono<Void> checkWebhook(Optional<WebAddress> webhook, Fields options) {
        return checkHost(webhook, options, WEBHOOK);
    }

    Mono<Void> checkHost(Optional<WebAddress> address, Fields fields, String name) {
        return address.map(web -> hosts.allows(web)
                        .doOnNext(new Draft.Host(web, fields, name)::judge)
                        .then())
                .orElse(Mono.empty());
    }

    static Optional<WebAddress> webhook(Fields options) {
        String text = options.text(WEBHOOK, WebAddress.LONGEST);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(WebAddress.exactly(text));
        } catch (AddressException e) {
            options.error(WEBHOOK, e.code(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Null where it may run at once, which a time that is over says too. */
    private @Nullable Instant notBefore(Fields fields) {
        String text = fields.text(NOT_BEFORE, 40);
        if (text == null) {
            return null;
        }
        Instant now = clock.instant();
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (time.isAfter(now.plus(FARTHEST))) {
                fields.error(NOT_BEFORE, FieldErrors.INVALID, "must be within a year from now, not \"" + text + "\"");
            }
            return time.isAfter(now) ? time : null;
        } catch (DateTimeParseException e) {
            fields.error(
                    NOT_BEFORE,
                    FieldErrors.INVALID,
                    "must be a time with its offset, as in 2026-11-21T09:00:00Z, not \"" + text + "\"");
            return null;
        }
    }

    static String owner(Caller caller, @Nullable String user) {
        if (user == null) {
            return caller.ownerOrKey();
        }
        if (user.equals(caller.owner()) || caller.isAdmin()) {
            return user;
        }
        throw ApiException.of(
                HttpStatus.FORBIDDEN, "FORBIDDEN", "user_id must be this key's owner, \"" + caller.owner() + "\"");
    }
}
