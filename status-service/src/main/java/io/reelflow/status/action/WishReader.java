package io.reelflow.status.action;

import static io.reelflow.status.job.ControlRequest.invalid;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.ControlRequest;
import io.reelflow.status.job.JobFilter;
import io.reelflow.status.video.Reprocessing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From the body of {@code POST /jobs/actions} to a wish that names its jobs. */
final class WishReader {
    /** A body of them is less than half of what the service reads. */
    static final int MOST_IDS = 10_000;

    private static final String ALL = "all";
    private static final List<String> OF_REPROCESS = List.of("force_whisper", "model_size", "job_type", "options");
    private static final Map<String, Wish.Kind> OF_ONE_ACTION = Map.of(
            "priority", Wish.Kind.PRIORITY,
            "force", Wish.Kind.RETRY,
            "reason", Wish.Kind.CANCEL);

    private WishReader() {}

    /** Every field there may be. */
    static ControlRequest request(byte @Nullable [] body) {
        var known = new ArrayList<>(List.of("action", "filter", "ids", "dry"));
        known.addAll(OF_ONE_ACTION.keySet().stream().sorted().toList());
        known.addAll(OF_REPROCESS);
        return ControlRequest.of(body, known.toArray(String[]::new));
    }

    static Wish.Kind kind(ControlRequest request) {
        String word = request.text("action");
        return Arrays.stream(Wish.Kind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "action",
                        "must be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Wish.Kind.values())
                                                .map(Wish.Kind::word)
                                                .toList())));
    }

    /** The filter as it is given, to be narrowed by whoever asks. */
    static Map<String, String> filter(ControlRequest request) {
        var known = new ArrayList<>(JobFilter.FIELDS);
        known.add(ALL);
        ControlRequest given = request.object("filter", known.toArray(String[]::new));
        var filter = new LinkedHashMap<String, String>();
        for (String name : given.names()) {
            if (!name.equals(ALL)) {
                filter.put(name, name.equals("priority") ? "" + given.number(name, 1, 9) : given.text(name));
            } else if (!given.truth(ALL) || given.names().size() > 1) {
                throw invalid("filter.all", "must be true, and alone");
            }
        }
        return filter;
    }

    /** Whether it says that every job is meant. */
    static boolean isAll(ControlRequest request) {
        return request.value("filter") instanceof ObjectNode filter && filter.hasNonNull(ALL);
    }

    /** @throws ApiProblem 400 with the field at fault; 403 where another owner is named */
    static Wish wish(ControlRequest request, Caller caller) {
        Wish.Kind kind = kind(request);
        mayCarry(request, kind);
        Map<String, String> filter = filter(request);
        List<String> ids = ids(request);
        if (ids.isEmpty() == (filter.isEmpty() && !isAll(request))) {
            throw invalid(
                    "filter",
                    "name jobs by ids, or by at least one field of a filter, and not by both; {\"all\": true} means every job");
        }
        String owner = filter.get("user_id");
        if (owner != null && !caller.maySee(owner)) {
            throw ApiProblem.forbidden("Jobs of user_id '" + owner + "' belong to another owner");
        }
        var unused = JobFilter.of(filter, caller.sees());
        return new Wish(
                kind,
                filter,
                ids,
                kind == Wish.Kind.PRIORITY ? request.number("priority", 1, 9) : null,
                request.truth("force"),
                request.text("reason"),
                kind == Wish.Kind.REPROCESS ? reprocess(request) : null);
    }

    private static void mayCarry(ControlRequest request, Wish.Kind kind) {
        OF_ONE_ACTION.forEach((name, owner) -> mayCarry(request, kind, name, owner));
        OF_REPROCESS.forEach(name -> mayCarry(request, kind, name, Wish.Kind.REPROCESS));
    }

    private static void mayCarry(ControlRequest request, Wish.Kind kind, String name, Wish.Kind owner) {
        if (request.has(name) && kind != owner) {
            throw invalid(name, "belongs to the action " + owner.word() + ", not to " + kind.word());
        }
    }

    private static List<String> ids(ControlRequest request) {
        JsonNode given = request.value("ids");
        if (given == null) {
            return List.of();
        }
        if (!given.isArray() || given.isEmpty() || given.size() > MOST_IDS) {
            throw invalid("ids", "must be a list of 1 to " + MOST_IDS + " ids of jobs; more are named by a filter");
        }
        var ids = new LinkedHashSet<String>();
        for (int i = 0; i < given.size(); i++) {
            String id = given.get(i).asString("");
            try {
                ids.add(UUID.fromString(id).toString());
            } catch (IllegalArgumentException e) {
                throw invalid("ids[" + i + "]", "'" + id + "' is not a job's id");
            }
        }
        return List.copyOf(ids);
    }

    private static ObjectNode reprocess(ControlRequest request) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        for (String name : OF_REPROCESS) {
            JsonNode value = request.value(name);
            if (value != null) {
                body.set(name, value);
            }
        }
        Reprocessing.check(Json.bytes(body));
        return body;
    }
}
