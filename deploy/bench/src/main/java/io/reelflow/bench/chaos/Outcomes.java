package io.reelflow.bench.chaos;

import io.reelflow.bench.client.Client;
import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** How jobs ended, as the API and the tables tell it. */
final class Outcomes {
    static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private final Client client;
    private final Duration patience;
    private final Map<String, String> status = new HashMap<>();

    /** @param patience with jobs none of which ends */
    Outcomes(Client client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /** Returns when all have ended, or when none has for too long. */
    void await(Collection<String> ids) throws IOException, InterruptedException {
        var open = new LinkedHashSet<>(ids);
        long progress = System.nanoTime();
        while (true) {
            int before = open.size();
            for (String id : List.copyOf(open)) {
                look(id);
                if (ENDED.contains(status.get(id))) {
                    open.remove(id);
                }
            }
            if (open.size() < before) {
                progress = System.nanoTime();
            }
            if (open.isEmpty() || System.nanoTime() - progress > patience.toNanos()) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void look(String id) throws IOException, InterruptedException {
        Client.Answer answer = client.insistOn("/jobs/" + id + "?fields=id,status", patience);
        status.put(
                id,
                answer.status() == 404
                        ? "lost"
                        : answer.orThrow().path("status").asString(""));
    }

    /** Ids of jobs that nobody knows. */
    List<String> lost() {
        return with("lost");
    }

    /** Ids of jobs that have not ended. */
    List<String> stuck() {
        return status.entrySet().stream()
                .filter(each ->
                        !ENDED.contains(each.getValue()) && !each.getValue().equals("lost"))
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }

    List<String> with(String wanted) {
        return status.entrySet().stream()
                .filter(each -> each.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Jobs whose history does not have exactly one end, in words. */
    List<String> wrongHistories(Collection<String> ids) throws IOException, InterruptedException {
        var wrong = new ArrayList<String>();
        for (String id : ids) {
            JsonNode history =
                    client.insistOn("/jobs/" + id + "/history", patience).orThrow();
            long ends = history.path("events")
                    .valueStream()
                    .filter(event -> ENDED.contains(event.path("type").asString("")))
                    .count();
            if (ends != 1) {
                wrong.add(id + " has " + ends + " ends");
            }
        }
        return wrong;
    }

    /** Jobs whose rows in {@code job_events} do not have exactly one end, in words. */
    static List<String> wrongRows(Endpoints.Postgres postgres, Collection<String> ids) throws SQLException {
        var ends = new HashMap<String, Integer>();
        try (var connection = DriverManager.getConnection(
                        postgres.url(), postgres.analystUser(), postgres.analystPassword());
                var query = connection.createStatement();
                var rows = query.executeQuery("""
                        SELECT job_id::text, count(*) FROM job_events
                        WHERE type IN ('completed', 'failed', 'cancelled') GROUP BY job_id
                        """)) {
            while (rows.next()) {
                ends.put(rows.getString(1), rows.getInt(2));
            }
        }
        return ids.stream()
                .filter(id -> ends.getOrDefault(id, 0) != 1)
                .map(id -> id + " has " + ends.getOrDefault(id, 0) + " ends")
                .toList();
    }
}
