package io.reelflow.bench.edge;

import io.reelflow.schemas.result.Chapter;
import io.reelflow.schemas.result.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job's end, held against what had to become of its file. */
final class Judgement {
    /** What says that the file is at fault. */
    private static final Set<String> FITTING = Set.of("MEDIA_UNREADABLE", "MEDIA_EMPTY");

    private static final double SECONDS = 0.5;

    private final EdgeCase file;
    private final JsonNode job;
    private final @Nullable Source source;
    private final List<String> wrong = new ArrayList<>();

    private Judgement(EdgeCase file, JsonNode job, @Nullable Source source) {
        this.file = file;
        this.job = job;
        this.source = source;
    }

    /**
     * What is not as it should be, in words.
     *
     * @param source as the job stored it; null where it did not get that far
     */
    static List<String> of(EdgeCase file, JsonNode job, @Nullable Source source) {
        var judgement = new Judgement(file, job, source);
        judgement.end();
        return judgement.wrong;
    }

    private void end() {
        String status = job.path("status").asString("");
        if (status.equals("failed")) {
            String code = job.at("/error/code").asString("");
            check(
                    file.mayFail(),
                    "failed with " + code + ": " + job.at("/error/message").asString(""));
            check(FITTING.contains(code), "failed with " + code + " instead of one of " + FITTING);
        } else if (status.equals("completed")) {
            check(file.mayComplete(), "completed, although there is nothing to read");
            result();
        } else {
            wrong.add("is " + status);
        }
    }

    private void result() {
        JsonNode expect = file.expect();
        check(!file.isDamaged() || !job.path("warnings").isEmpty(), "was read in part, and nothing warns of it");
        if (source == null) {
            wrong.add(file.name() + " completed without a source");
        } else {
            source(source, expect);
        }
        if (!expect.path("video").asBoolean(true)) {
            check(job.path("slides").isEmpty(), "has slides without a picture");
            check(job.path("generated_clips").isEmpty(), "has clips without a picture");
        }
        if (!expect.path("audio").asBoolean(true)) {
            check(job.path("transcript").asString("").isEmpty(), "has a transcript without sound");
        }
        if (expect.path("transcript").isString()) {
            String said = job.path("transcript").asString("");
            check(said.equals(expect.path("transcript").asString()), "says '" + said + "'");
        }
    }

    private void source(Source found, JsonNode expect) {
        if (expect.path("duration").isNumber()) {
            double expected = expect.path("duration").asDouble();
            check(
                    Math.abs(found.duration() - expected) <= SECONDS,
                    "lasts " + found.duration() + " s, not " + expected);
        }
        if (expect.path("chapters").isArray()) {
            List<String> expected = expect.path("chapters")
                    .valueStream()
                    .map(chapter -> chapter.path(2).asString(""))
                    .toList();
            List<String> titles =
                    found.metadata().chapters().stream().map(Chapter::title).toList();
            check(titles.equals(expected), "has chapters " + titles + ", not " + expected);
        }
    }

    private void check(boolean right, String otherwise) {
        if (!right) {
            wrong.add(file.name() + " " + otherwise);
        }
    }
}
