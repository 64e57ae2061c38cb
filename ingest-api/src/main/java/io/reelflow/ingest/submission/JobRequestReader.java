package io.reelflow.ingest.submission;

import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** From a body to a valid request, or to everything that is wrong with it. */
final class JobRequestReader {
    private static final int LONGEST_USER_ID = 128;
    private static final int USUAL_PRIORITY = 5;
    private static final List<JobType> LATER = List.of(JobType.CHANNEL, JobType.PURGE);
    private static final List<String> JOB_TYPES =
            Stream.of(JobType.values()).map(JobType::word).toList();

    private final HostPolicy hosts;

    JobRequestReader(HostPolicy hosts) {
        this.hosts = hosts;
    }

    /**
     * @param idempotencyKey the header, where it was sent
     * @return fails with {@link ApiException} 400 (all bad fields) or 403 (another's user id)
     */
    Mono<JobRequest> read(ObjectNode body, Caller caller, @Nullable String idempotencyKey) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        Optional<VideoAddress> video = video(fields);
        fields.later("not_before", "jobs can not be scheduled yet: send this one when it shall run");
        JobType type = jobType(fields);
        int priority = (int) fields.integer("priority", 1, 9, USUAL_PRIORITY);
        String user = fields.text("user_id", LONGEST_USER_ID);
        String salt = fields.truth("force", false) ? salt(idempotencyKey) : null;
        Fields optionFields = fields.object("options");
        JobOptions options = OptionsReader.read(optionFields);
        optionFields.refuseOthers();
        fields.refuseOthers();

        return checkHost(video, fields).then(Mono.fromCallable(() -> {
            errors.throwIfAny();
            return new JobRequest(video.orElseThrow(), type, priority, owner(caller, user), options, salt);
        }));
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

    private static JobType jobType(Fields fields) {
        String word = fields.word("job_type", JOB_TYPES, JobType.FULL_PROCESSING.word());
        JobType type = Stream.of(JobType.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
        if (LATER.contains(type)) {
            fields.error("job_type", FieldErrors.LATER, "\"" + word + "\" jobs are not taken yet");
        }
        return type;
    }

    private Mono<Void> checkHost(Optional<VideoAddress> video, Fields fields) {
        WebAddress web = video.map(VideoAddress::web).orElse(null);
        if (web == null) {
            return Mono.empty();
        }
        return hosts.allows(web)
                .doOnNext(allowed -> {
                    if (!allowed) {
                        fields.error(
                                "url",
                                ErrorCode.URL_NOT_ALLOWED.word(),
                                "must be a public address; \"" + web.host() + "\" is not");
                    }
                })
                .then();
    }

    private static String owner(Caller caller, @Nullable String user) {
        if (user == null || user.equals(caller.owner()) || caller.isAdmin()) {
            return user == null ? caller.owner() : user;
        }
        throw ApiException.of(
                HttpStatus.FORBIDDEN, "FORBIDDEN", "user_id must be this key's owner, \"" + caller.owner() + "\"");
    }
}
