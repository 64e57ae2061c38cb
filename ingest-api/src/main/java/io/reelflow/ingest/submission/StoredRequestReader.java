package io.reelflow.ingest.submission;

import io.reelflow.access.Role;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.address.WebAddress;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.StoredVideo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** From a body to a valid request for a job on what is stored. Options are held to the rules of every job. */
final class StoredRequestReader {
    private static final int LONGEST_WISH = 500;
    private static final List<String> FORMATS = List.of("mp4", "mp3");
    private static final Pattern UPWARD = Pattern.compile("(^|/)\\.{1,2}(/|$)");

    private final JobRequestReader jobs;

    StoredRequestReader(JobRequestReader jobs) {
        this.jobs = jobs;
    }

    /**
     * @param idempotencyKey the header, where it was sent: the same wish with the same key is the same job
     * @return fails with {@code ApiException} 400 (all bad fields) or 403 (another's user id)
     */
    Mono<StoredRequest> read(String videoId, ObjectNode body, Caller caller, @Nullable String idempotencyKey) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        String kind =
                fields.word("source", List.of(SourceKind.WEB.word(), SourceKind.UPLOAD.word()), SourceKind.WEB.word());
        String url = required(fields, "url", WebAddress.LONGEST);
        String youtube = fields.text("youtube_url", WebAddress.LONGEST);
        JobType type = jobType(fields);
        // Who may read a video may have it in any format.
        caller.require(type == JobType.CONVERSION ? Role.READ : Role.SUBMIT);
        int priority = JobRequestReader.priority(fields);
        String user = JobRequestReader.user(fields);
        String wish = required(fields, "wish", LONGEST_WISH);
        StoredVideo stored = stored(fields.object("stored"), videoId, type);
        Fields optionFields = fields.object("options");
        Optional<WebAddress> webhook = JobRequestReader.webhook(optionFields);
        JobOptions options = OptionsReader.read(
                optionFields, webhook.map(WebAddress::toString).orElse(null));
        optionFields.refuseOthers();
        fields.refuseOthers();

        return jobs.checkWebhook(webhook, optionFields).then(Mono.fromCallable(() -> {
            errors.throwIfAny();
            return new StoredRequest(
                    videoId,
                    kind.equals(SourceKind.UPLOAD.word()) ? SourceKind.UPLOAD : SourceKind.WEB,
                    url,
                    youtube,
                    type,
                    priority,
                    JobRequestReader.owner(caller, user),
                    options,
                    idempotencyKey == null ? UUID.randomUUID().toString() : wish + " " + idempotencyKey,
                    stored);
        }));
    }

    private static JobType jobType(Fields fields) {
        String conversion = JobType.CONVERSION.word();
        return fields.isText("job_type", conversion) ? JobType.CONVERSION : JobRequestReader.jobType(fields);
    }

    private static StoredVideo stored(Fields fields, String videoId, JobType type) {
        String source = required(fields, "source", WebAddress.LONGEST);
        String edits = fields.text("edits", WebAddress.LONGEST);
        String analysis = fields.text("analysis", WebAddress.LONGEST);
        ofTheVideo(fields, "source", source, videoId);
        ofTheVideo(fields, "edits", edits, videoId);
        ofTheVideo(fields, "analysis", analysis, videoId);
        String format = fields.has("format") ? fields.word("format", FORMATS, "") : null;
        if ((format == null) == (type == JobType.CONVERSION)) {
            fields.error("format", FieldErrors.INVALID, "must be given for a conversion, and for nothing else");
        }
        fields.refuseOthers();
        return new StoredVideo(source, edits, analysis, format);
    }

    private static void ofTheVideo(Fields fields, String name, @Nullable String key, String videoId) {
        if (key != null
                && !key.isEmpty()
                && (!key.startsWith(ObjectKeys.video(videoId))
                        || UPWARD.matcher(key).find())) {
            fields.error(name, FieldErrors.INVALID, "must be stored under " + ObjectKeys.video(videoId));
        }
    }

    private static String required(Fields fields, String name, int longest) {
        if (!fields.has(name)) {
            fields.error(name, FieldErrors.INVALID, "must be given");
            return "";
        }
        String text = fields.text(name, longest);
        return text == null ? "" : text;
    }
}
