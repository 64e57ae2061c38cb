package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.JobState;
import io.reelflow.schemas.job.JobStatus;
import io.reelflow.schemas.job.JobView;
import io.reelflow.schemas.job.StageState;
import io.reelflow.status.ApiProblem;
import io.reelflow.status.storage.Results;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Jobs as JSON for clients: the job, a bar for each stage, and what came out. */
@Component
public final class JobDocuments {
    private static final String TITLE = "video_title";

    private static final Set<String> RESULTS = Set.of(
            TITLE,
            "duration",
            "transcript",
            "transcript_segments",
            "analysis_results",
            "chapters",
            "generated_clips",
            "slides",
            "metadata_uri",
            "warnings");

    private static final Set<String> FIELDS = fields();

    private final Results results;

    JobDocuments(Results results) {
        this.results = results;
    }

    /** @param progress 0.0–100.0 of the stage */
    record StageView(
            String stage,
            StageState.Phase status,
            double progress,
            int parts,
            @Nullable String message,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt) {
        static StageView of(StageState state) {
            return new StageView(
                    state.stage().word(),
                    state.phase(),
                    Math.round(1000 * state.progress()) / 10.0,
                    state.parts(),
                    state.message(),
                    state.startedAt(),
                    state.completedAt());
        }
    }

    /** The job without its results. */
    public ObjectNode plain(JobState state) {
        return plain(state, WaitingLine.Place.UNKNOWN);
    }

    private ObjectNode plain(JobState state, WaitingLine.Place place) {
        ObjectNode tree = Json.MAPPER.valueToTree(JobView.of(state, Instant.now(), place.position(), place.eta()));
        List<StageView> stages = state.stages().stream().map(StageView::of).toList();
        tree.set("stages", Json.MAPPER.valueToTree(stages));
        return tree;
    }

    /**
     * The job with its results, once there are any.
     *
     * @param fields which, separated by commas; null for all
     * @param base scheme and authority that addresses of files begin with
     */
    Mono<ObjectNode> whole(JobState state, WaitingLine.Place place, @Nullable String fields, String base) {
        ObjectNode plain = plain(state, place);
        Set<String> wanted = names(fields);
        String manifest = state.manifestKey();
        boolean asked = wanted.isEmpty() || wanted.stream().anyMatch(RESULTS::contains);
        if (state.status() != JobStatus.COMPLETED || manifest == null || !asked) {
            return Mono.just(chosen(plain, wanted));
        }
        return results.of(state, base)
                .map(result -> {
                    plain.setAll(Json.MAPPER.<ObjectNode>valueToTree(result));
                    return plain;
                })
                .defaultIfEmpty(plain)
                .map(tree -> chosen(tree, wanted));
    }

    /** As a page of many has it: without its results unless some are named; a title alone is that of the tables. */
    Mono<ObjectNode> listed(JobPage.Line line, @Nullable String fields, String base) {
        Set<String> wanted = names(fields);
        if (wanted.stream().anyMatch(name -> RESULTS.contains(name) && !name.equals(TITLE))) {
            return whole(line.state(), WaitingLine.Place.UNKNOWN, fields, base);
        }
        ObjectNode plain = plain(line.state());
        if (wanted.contains(TITLE) && line.title() != null) {
            plain.put(TITLE, line.title());
        }
        return Mono.just(chosen(plain, wanted));
    }

    private static ObjectNode chosen(ObjectNode tree, Set<String> fields) {
        return fields.isEmpty() ? tree : tree.retain(fields);
    }

    /** The fields named; 400 where a job has no such field. */
    static Set<String> names(@Nullable String fields) {
        if (fields == null) {
            return Set.of();
        }
        Set<String> names = Arrays.stream(fields.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        names.stream().filter(name -> !FIELDS.contains(name)).findFirst().ifPresent(unknown -> {
            throw ApiProblem.invalidField("fields", "INVALID_REQUEST", "fields: a job has no field '" + unknown + "'");
        });
        return names;
    }

    private static Set<String> fields() {
        var names = new HashSet<>(RESULTS);
        names.add("stages");
        Stream.of(JobView.class, Counters.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .forEach(names::add);
        return names;
    }
}
