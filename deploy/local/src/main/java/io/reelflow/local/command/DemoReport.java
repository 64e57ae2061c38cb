package io.reelflow.local.command;

import io.reelflow.local.home.Endpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What came out of a job, for a person at a terminal. */
final class DemoReport {
    private static final int LINES = 6;
    private static final String SECONDS = """
            select stage, extract(epoch from max(ended_at) - min(started_at)) as seconds
            from stage_runs where job_id = ?::uuid
            group by stage order by min(started_at)
            """;

    private final Endpoints endpoints;
    private final PrintWriter out;

    DemoReport(Endpoints endpoints, PrintWriter out) {
        this.endpoints = endpoints;
        this.out = out;
    }

    /** The dashboard's address with a key, so that it needs no typing. */
    static String signIn(Endpoints endpoints) {
        return endpoints.dashboard() + "#key=" + endpoints.keys().admin();
    }

    void print(JsonNode job) throws IOException {
        out.println();
        JsonNode error = job.path("error");
        if (error.isObject()) {
            out.println("It " + job.path("status").asString("") + ": "
                    + error.path("code").asString("") + " "
                    + error.path("message").asString(""));
        }
        transcript(job);
        slides(job);
        clips(job);
        out.flush();
        seconds(job.path("id").asString(""));
        out.flush();
    }

    private void transcript(JsonNode job) {
        if (!job.path("transcript_segments").isEmpty()) {
            out.println("Transcript");
            segments(job)
                    .limit(LINES)
                    .forEach(segment -> out.printf(
                            Locale.ROOT,
                            "  %s  %s%n",
                            clock(segment.path("start").asDouble(0)),
                            segment.path("text").asString("").strip()));
            int more = job.path("transcript_segments").size() - LINES;
            if (more > 0) {
                out.println("  … and " + more + " more lines");
            }
            link("/api/v1/videos/" + job.path("video_id").asString("") + "/transcript.txt");
        }
    }

    private static Stream<JsonNode> segments(JsonNode job) {
        return job.path("transcript_segments").valueStream();
    }

    private void slides(JsonNode job) {
        if (!job.path("slides").isEmpty()) {
            out.println("Slides");
        }
        for (JsonNode slide : job.path("slides")) {
            out.printf(
                    Locale.ROOT,
                    "  %s–%s  %s%n",
                    clock(slide.path("start_time").asDouble(0)),
                    clock(slide.path("end_time").asDouble(0)),
                    slide.path("title").asString(""));
            link(slide.path("image_url").asString(""));
        }
    }

    private void clips(JsonNode job) {
        if (!job.path("generated_clips").isEmpty()) {
            out.println("Clips");
        }
        for (JsonNode clip : job.path("generated_clips")) {
            out.printf(
                    Locale.ROOT,
                    "  %s–%s  %s%n",
                    clock(clip.path("start_time").asDouble(0)),
                    clock(clip.path("end_time").asDouble(0)),
                    clip.path("title").asString(""));
            link("/api/v1/videos/" + job.path("video_id").asString("") + "/clips/"
                    + clip.path("clip_id").asString("") + ".mp4");
        }
    }

    private void seconds(String job) throws IOException {
        var postgres = endpoints.postgres();
        try (var connection = DriverManager.getConnection(
                        postgres.url(), postgres.analystUser(), postgres.analystPassword());
                var query = connection.prepareStatement(SECONDS)) {
            query.setString(1, job);
            out.println("Seconds");
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    out.printf(Locale.ROOT, "  %-22s %7.1f%n", rows.getString(1), rows.getDouble(2));
                }
            }
        } catch (SQLException e) {
            throw new IOException("the seconds of each stage can not be read: " + e.getMessage(), e);
        }
    }

    private void link(String path) {
        out.println("    " + (path.startsWith("http") ? path : endpoints.api() + path));
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60);
    }
}
