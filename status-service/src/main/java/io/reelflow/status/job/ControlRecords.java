package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.status.access.Caller;
import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Takes down for good who did what to one job, as an action that is completed; those on many take themselves down. */
@Component
class ControlRecords {
    private final JdbcClient jdbc;
    private final Clock clock;

    ControlRecords(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Blocks.
     *
     * @param asked the body of the request
     */
    void add(JobControl.Action action, String jobId, ObjectNode asked, Caller caller) {
        ObjectNode parameters = Json.MAPPER.createObjectNode();
        parameters.put("kind", action.word()).put("force", asked.path("force").asBoolean(false));
        parameters.putObject("filter");
        parameters.putArray("ids");
        if (asked.has("reason")) {
            parameters.set("reason", asked.path("reason"));
        }
        if (asked.has("priority")) {
            parameters.set("priority", asked.path("priority"));
        }
        jdbc.sql("""
                        INSERT INTO actions (action_id, action, parameters, ids, requested_by, owner, concerns, state,
                                             matched, done, refused, created_at, updated_at, completed_at)
                        SELECT ?::uuid, ?, ?::jsonb, ARRAY[?::uuid], ?, ?, ?, 'completed', 1, 1, 0, t, t, t
                        FROM (SELECT ?::timestamptz) at (t)
                        """)
                .params(Arrays.asList(
                        UUID.randomUUID().toString(),
                        action.word(),
                        Json.text(parameters),
                        jobId,
                        caller.keyId(),
                        caller.owner(),
                        caller.sees(),
                        clock.instant().toString()))
                .update();
    }
}
