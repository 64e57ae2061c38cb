package io.reelflow.status.video;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.StoredVideo;
import io.reelflow.status.ApiProblem;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is to be different: {@code {force_whisper?, model_size?, job_type?, options?}}.
 *
 * @param jobType null for what was done before
 * @param options those that are named; the ingest API knows their rules
 */
record ReprocessRequest(@Nullable JobType jobType, ObjectNode options) {
    private static final List<String> FIELDS = List.of("force_whisper", "model_size", "job_type", "options");
    private static final String FORCE = "force_whisper";
    private static final String MODEL = "whisper_model";

    private static final List<JobType> TYPES =
            List.of(JobType.FULL_PROCESSING, JobType.TRANSCRIPTION, JobType.SHORTS, JobType.SLIDES, JobType.METADATA);

    /** Options that change how clips look, and neither what is heard nor which are chosen. */
    private static final Set<String> LOOK = Set.of(
            "output_format",
            "resolution",
            "aspect_ratio",
            "reframe",
            "captions",
            "watermark",
            "progress_bar",
            "webhook_url");

    /** @throws ApiProblem 400 with the field at fault */
    static ReprocessRequest of(byte @Nullable [] body) {
        ObjectNode read = object(body);
        for (String name : read.propertyNames()) {
            if (!FIELDS.contains(name)) {
                throw invalid(name, "there is no such field; known: " + String.join(", ", FIELDS));
            }
        }
        JsonNode named = read.path("options");
        if (read.hasNonNull("options") && !named.isObject()) {
            throw invalid("options", "must be an object");
        }
        ObjectNode options = named instanceof ObjectNode given ? given.deepCopy() : Json.MAPPER.createObjectNode();
        JsonNode force = read.path("force_whisper");
        if (read.hasNonNull("force_whisper")) {
            put(options, FORCE, force, "force_whisper", force.isBoolean(), "must be true or false");
        }
        JsonNode model = read.path("model_size");
        if (read.hasNonNull("model_size")) {
            boolean known = model.isString() && JobOptions.WHISPER_MODELS.contains(model.asString());
            put(
                    options,
                    MODEL,
                    model,
                    "model_size",
                    known,
                    "must be one of " + String.join(", ", JobOptions.WHISPER_MODELS));
        }
        return new ReprocessRequest(type(read.path("job_type")), options);
    }

    private static void put(
            ObjectNode options, String option, JsonNode value, String field, boolean isRight, String rule) {
        if (!isRight) {
            throw invalid(field, rule);
        }
        if (options.hasNonNull(option)) {
            throw invalid(field, "must not be given beside options." + option);
        }
        options.set(option, value);
    }

    private static @Nullable JobType type(JsonNode word) {
        if (word.isMissingNode() || word.isNull()) {
            return null;
        }
        return TYPES.stream()
                .filter(type -> word.isString() && type.word().equals(word.asString()))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "job_type",
                        "must be one of "
                                + String.join(
                                        ", ", TYPES.stream().map(JobType::word).toList())));
    }

    private static ObjectNode object(byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw ApiProblem.invalid("The body is not JSON");
        }
        throw ApiProblem.invalid("The body must be a JSON object");
    }

    /** The type that is named, else the whole where that was done, else that of the newest job that worked on media. */
    JobType typeAmong(List<Job> newestFirst) {
        return jobType != null
                ? jobType
                : base(newestFirst, JobType.FULL_PROCESSING).jobType();
    }

    /** The newest job of the type, else the newest that worked on media, else the newest. */
    static Job base(List<Job> newestFirst, @Nullable JobType type) {
        Stream<Job> ofTheType = newestFirst.stream().filter(job -> job.jobType() == type);
        Stream<Job> ofMedia =
                newestFirst.stream().filter(job -> TYPES.contains(job.jobType()) && job.jobType() != JobType.METADATA);
        return Stream.concat(Stream.concat(ofTheType, ofMedia), newestFirst.stream())
                .findFirst()
                .orElseThrow();
    }

    /** Whether the clips that the base job has planned are those that this one would make, edits aside. */
    boolean keepsPlan(Job base, JobType type) {
        return type == base.jobType() && LOOK.containsAll(options.propertyNames());
    }

    static ObjectNode options(Job job) {
        return Json.MAPPER.valueToTree(job.options());
    }

    /** The base job's options, but for those that are named. */
    ObjectNode optionsOver(Job base) {
        ObjectNode all = options(base);
        if (options.path("clip_duration").isNumber()
                && all.path("min_clip_duration").asDouble()
                        > options.path("clip_duration").asDouble()) {
            all.remove("min_clip_duration");
        }
        return merge(all, options);
    }

    private static ObjectNode merge(ObjectNode under, ObjectNode over) {
        for (String name : over.propertyNames()) {
            JsonNode value = over.get(name);
            if (value instanceof ObjectNode inner && under.get(name) instanceof ObjectNode below) {
                under.set(name, merge(below, inner));
            } else {
                under.set(name, value);
            }
        }
        return under;
    }

    /** The same for the same request. */
    String wish() {
        return "reprocess " + ObjectKeys.fingerprint(jobType, Json.text(options));
    }

    /** What the ingest API is asked for, but for what makes the wish another. */
    static ObjectNode body(
            Job base, JobType type, ObjectNode options, String source, @Nullable String edits, @Nullable String plan) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("source", base.source().word()).put("url", base.url());
        if (base.youtubeUrl() != null) {
            body.put("youtube_url", base.youtubeUrl());
        }
        body.put("job_type", type.word()).put("user_id", base.userId());
        body.set("options", options);
        body.set("stored", Json.MAPPER.valueToTree(new StoredVideo(source, edits, plan)));
        return body;
    }

    private static ApiProblem invalid(String field, String rule) {
        return ApiProblem.invalidField(field, "INVALID", field + ": " + rule);
    }
}
