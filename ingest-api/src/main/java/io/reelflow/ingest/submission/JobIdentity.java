package io.reelflow.ingest.submission;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.JobOptions;
import io.reelflow.schemas.job.SourceKind;
import io.reelflow.schemas.job.Tombstone;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The id of a job, derived from what makes two requests the same one: the video, the type, the options, the owner,
 * and whether it is a dry run. Only options that differ from their defaults count, so that an option added later does not
 * change the ids of old requests. When a job shall run ({@code priority}, {@code not_before}) does not make it another; that
 * its video was removed for good in between does.
 */
final class JobIdentity {
    private static final JsonNode DEFAULTS = Json.MAPPER.valueToTree(JobOptions.DEFAULTS);

    /** Of one request after another: the lines of a batch have the same options, mostly. */
    private static volatile Known last = new Known(JobOptions.DEFAULTS, Map.of());

    private JobIdentity() {}

    private record Known(JobOptions options, Map<String, Object> differences) {}

    private static Map<String, Object> differences(JobOptions options) {
        Known known = last;
        if (!known.options.equals(options)) {
            known = new Known(options, differences("", Json.MAPPER.valueToTree(options), DEFAULTS));
            last = known;
        }
        return known.differences;
    }

    static String of(JobRequest request, @Nullable Tombstone removed) {
        var name = new TreeMap<String, Object>();
        name.put(
                "video",
                request.video().kind() == SourceKind.UPLOAD
                        ? "upload:" + request.video().videoId()
                        : request.video().url());
        name.put("type", request.jobType().word());
        name.put("owner", request.owner());
        name.put("options", differences(request.options()));
        if (request.dryRun()) {
            name.put("dry_run", true);
        }
        if (request.salt() != null) {
            name.put("salt", request.salt());
        }
        return id(name, removed);
    }

    /** The id of a job on what is stored: the salt alone says which wish it is. */
    static String of(StoredRequest request, @Nullable Tombstone removed) {
        var name = new TreeMap<String, Object>();
        name.put("stored", request.videoId());
        name.put("owner", request.owner());
        name.put("salt", request.salt());
        return id(name, removed);
    }

    /** The id of a channel job: what is wanted of the channel counts, how often it is looked at does not. */
    static String of(ChannelSubmission request) {
        var name = new TreeMap<String, Object>();
        name.put("channel", request.url());
        name.put("type", request.channel().jobType().word());
        name.put("owner", request.owner());
        JsonNode options = Json.MAPPER.valueToTree(request.options());
        name.put("options", differences("", options, Json.MAPPER.valueToTree(JobOptions.DEFAULTS)));
        JsonNode filters = Json.MAPPER.valueToTree(request.channel().filters());
        name.put("filters", differences("", filters, Json.MAPPER.valueToTree(ChannelRequest.Filters.NONE)));
        if (request.channel().maxVideos() != null) {
            name.put("max_videos", request.channel().maxVideos());
        }
        if (request.channel().publishedAfter() != null) {
            name.put("published_after", request.channel().publishedAfter());
        }
        if (request.dryRun()) {
            name.put("dry_run", true);
        }
        if (request.salt() != null) {
            name.put("salt", request.salt());
        }
        return id(name, null);
    }

    private static String id(Map<String, Object> name, @Nullable Tombstone removed) {
        if (removed != null) {
            name.put("after", removed.purgeJobId());
        }
        return UUID.nameUUIDFromBytes(Json.text(name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Path and value of each leaf that is not as in {@code defaults}, sorted by path. */
    private static Map<String, Object> differences(String prefix, JsonNode node, JsonNode defaults) {
        var found = new TreeMap<String, Object>();
        for (String key : node.propertyNames()) {
            JsonNode value = node.get(key);
            JsonNode usual = defaults.path(key);
            if (value instanceof ObjectNode) {
                found.putAll(differences(prefix + key + ".", value, usual));
            } else if (!value.equals(usual)) {
                found.put(prefix + key, value);
            }
        }
        return found;
    }
}
