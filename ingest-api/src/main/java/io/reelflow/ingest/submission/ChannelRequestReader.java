package io.reelflow.ingest.submission;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.reelflow.ingest.access.Caller;
import io.reelflow.ingest.request.FieldErrors;
import io.reelflow.ingest.request.Fields;
import io.reelflow.schemas.address.AddressException;
import io.reelflow.schemas.address.WebAddress;
import io.reelflow.schemas.address.YouTubeAddress;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** From a body to a valid request for a channel. What its videos become is held to the rules of every job. */
final class ChannelRequestReader {
    private static final int USUAL_PRIORITY = 7;
    private static final int MOST_VIDEOS = 1_000_000;
    /** An estimate is waited for. */
    private static final int MOST_ESTIMATED = 20_000;

    private static final int LONGEST_TITLE = 500;
    private static final double LONGEST_SECONDS = 1e6;

    /** A site is asked no more often than that. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(366);

    private static final List<String> JOB_TYPES = Stream.of(JobType.values())
            .filter(type -> type != JobType.CONVERSION && type != JobType.CHANNEL && type != JobType.PURGE)
            .map(JobType::word)
            .toList();

    private final JobRequestReader jobs;

    ChannelRequestReader(JobRequestReader jobs) {
        this.jobs = jobs;
    }

    /** @return fails with {@code ApiException} 400 (all bad fields) or 403 (another's user id) */
    Mono<ChannelSubmission> read(ObjectNode body, Caller caller) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        Optional<WebAddress> address = address(fields);
        int priority = (int) fields.integer("priority", 1, 9, USUAL_PRIORITY);
        String user = JobRequestReader.user(fields);
        ChannelRequest channel = channel(fields, every(fields), null);
        Fields optionFields = fields.object("options");
        Optional<WebAddress> webhook = JobRequestReader.webhook(optionFields);
        boolean dryRun = optionFields.truth("dry_run", false);
        JobOptions options = OptionsReader.read(
                optionFields, webhook.map(WebAddress::toString).orElse(null));
        optionFields.refuseOthers();
        fields.refuseOthers();
        return jobs.checkHost(address, fields, "url")
                .then(jobs.checkWebhook(webhook, optionFields))
                .then(Mono.fromCallable(() -> {
                    errors.throwIfAny();
                    return new ChannelSubmission(
                            address.orElseThrow().toString(),
                            channel,
                            priority,
                            JobRequestReader.owner(caller, user),
                            options,
                            dryRun,
                            null);
                }));
    }

    /** The same for an estimate: a dry job of its own, first in line, that makes no others. */
    Mono<ChannelSubmission> readEstimate(ObjectNode body, Caller caller) {
        var errors = new FieldErrors();
        Fields fields = Fields.of(body, errors);
        Optional<WebAddress> address = address(fields);
        ChannelRequest channel = channel(fields, null, true);
        fields.refuseOthers();
        return jobs.checkHost(address, fields, "url").then(Mono.fromCallable(() -> {
            errors.throwIfAny();
            return new ChannelSubmission(
                    address.orElseThrow().toString(),
                    channel,
                    1,
                    caller.ownerOrKey(),
                    JobOptions.DEFAULTS,
                    true,
                    UUID.randomUUID().toString());
        }));
    }

    private static ChannelRequest channel(Fields fields, @Nullable Long every, @Nullable Boolean estimate) {
        String word = fields.word("job_type", JOB_TYPES, JobType.FULL_PROCESSING.word());
        JobType type = Stream.of(JobType.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow();
        int most = estimate == null ? MOST_VIDEOS : MOST_ESTIMATED;
        Integer maxVideos = fields.has("max_videos") || estimate != null
                ? Integer.valueOf((int) Math.min(most, fields.integer("max_videos", 1, MOST_VIDEOS, most)))
                : null;
        Instant after = time(fields, "published_after");
        return new ChannelRequest(type, maxVideos, after, filters(fields.object("filters")), every, estimate);
    }

    private static ChannelRequest.Filters filters(Fields fields) {
        var filters = new ChannelRequest.Filters(
                time(fields, "published_before"),
                seconds(fields, "min_seconds"),
                seconds(fields, "max_seconds"),
                title(fields),
                fields.truth("shorts", true),
                fields.truth("live", true));
        fields.refuseOthers();
        return filters;
    }

    private static @Nullable Double seconds(Fields fields, String name) {
        return fields.has(name) ? Double.valueOf(fields.number(name, 0, LONGEST_SECONDS, 0)) : null;
    }

    private static @Nullable String title(Fields fields) {
        String text = fields.text("title", LONGEST_TITLE);
        if (text != null) {
            try {
                Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                fields.error("title", FieldErrors.INVALID, "must be a regular expression (RE2): " + e.getDescription());
            }
        }
        return text;
    }

    private static @Nullable Instant time(Fields fields, String name) {
        String text = fields.text(name, 40);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            fields.error(
                    name,
                    FieldErrors.INVALID,
                    "must be a time with its offset, as in 2026-11-21T09:00:00Z, not \"" + text + "\"");
            return null;
        }
    }

    /** Seconds; null for once. */
    private static @Nullable Long every(Fields fields) {
        if (!fields.has("subscribe")) {
            return null;
        }
        Fields subscribe = fields.object("subscribe");
        Long seconds = null;
        if (!subscribe.has("every")) {
            subscribe.error("every", FieldErrors.INVALID, "must be given");
        } else if (subscribe.isInteger("every")) {
            seconds = subscribe.integer("every", SHORTEST.toSeconds(), LONGEST.toSeconds(), LONGEST.toSeconds());
        } else {
            seconds = duration(subscribe);
        }
        subscribe.refuseOthers();
        return seconds;
    }

    private static @Nullable Long duration(Fields subscribe) {
        String text = subscribe.text("every", 40);
        if (text == null) {
            return null;
        }
        try {
            Duration every = Duration.parse(text);
            if (every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0) {
                return every.toSeconds();
            }
        } catch (DateTimeParseException e) {
            subscribe.error(
                    "every", FieldErrors.INVALID, "must be seconds, or a duration as in PT6H, not \"" + text + "\"");
            return null;
        }
        subscribe.error("every", FieldErrors.INVALID, "must be from PT1M to P366D, not \"" + text + "\"");
        return null;
    }

    private static Optional<WebAddress> address(Fields fields) {
        if (!fields.has("url")) {
            fields.error("url", FieldErrors.INVALID, "must be given");
        }
        String text = fields.text("url", WebAddress.LONGEST);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(YouTubeAddress.onMainSite(WebAddress.parse(YouTubeAddress.withScheme(text.strip()))));
        } catch (AddressException e) {
            fields.error("url", e.code(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
