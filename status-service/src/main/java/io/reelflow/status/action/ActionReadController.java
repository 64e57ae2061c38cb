package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.Blocking;
import io.reelflow.status.access.Caller;
import io.reelflow.status.job.JobFilter;
import io.reelflow.status.job.JobReads;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was asked for many jobs, how far it is, and which it passed over. */
@RestController
@RequestMapping("/api/v1/actions")
final class ActionReadController {
    private static final int MOST = 1_000;

    private final Actions actions;
    private final ActionStore store;

    ActionReadController(Actions actions, ActionStore store) {
        this.actions = actions;
        this.store = store;
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<byte[]>> one(
            @PathVariable("id") String id,
            @RequestParam(name = "limit", defaultValue = "100") String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        int most = JobFilter.number("limit", limit, 1, MOST);
        if (!JobReads.isId(id)) {
            throw ApiProblem.notFound("There is no action " + id);
        }
        if (cursor != null && !JobReads.isId(cursor)) {
            throw ApiProblem.invalidField(
                    "cursor", "INVALID_REQUEST", "cursor '" + cursor + "' is not one that a list has given out");
        }
        return Blocking.call(() -> {
            Action action = actions.find(id, caller);
            ObjectNode view = action.view();
            if (action.namesJobs()) {
                view.set("ids", Json.MAPPER.valueToTree(store.ids(id, WishReader.MOST_IDS)));
            }
            List<Action.Refusal> refused = store.refusals(id, cursor, most + 1);
            List<Action.Refusal> shown = refused.subList(0, Math.min(most, refused.size()));
            view.set("refused", Json.MAPPER.valueToTree(shown));
            view.put("next_cursor", refused.size() > most ? shown.get(most - 1).id() : null);
            return ok(view);
        });
    }

    @GetMapping
    Mono<ResponseEntity<byte[]>> list(
            @RequestParam(name = "limit", defaultValue = "50") String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor,
            ServerWebExchange exchange) {
        Caller caller = Caller.of(exchange);
        caller.mustRead();
        int most = JobFilter.number("limit", limit, 1, MOST);
        JobFilter.Cursor after = cursor == null ? null : JobFilter.Cursor.parse(cursor);
        return Blocking.call(() -> {
            List<Action> found = store.list(
                    caller.owner(),
                    caller.isAdmin() ? null : caller.keyId(),
                    after == null ? null : new Action.Place(after.createdAt(), after.jobId()),
                    most + 1);
            ObjectNode body = Json.MAPPER.createObjectNode();
            ArrayNode shown = body.putArray("actions");
            found.stream().limit(most).forEach(each -> shown.add(each.view()));
            Action last = found.size() > most ? found.get(most - 1) : null;
            body.put("next_cursor", last == null ? null : new JobFilter.Cursor(last.createdAt(), last.id()).text());
            return ok(body);
        });
    }

    private static ResponseEntity<byte[]> ok(ObjectNode body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Json.bytes(body));
    }
}
