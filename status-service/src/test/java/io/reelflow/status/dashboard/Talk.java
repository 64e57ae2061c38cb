package io.reelflow.status.dashboard;

import static io.reelflow.status.dashboard.Browser.soon;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import io.reelflow.status.Result;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/** A video as its job leaves it: three seconds of media, and words for an hour. */
final class Talk {
    static final Transcript SPOKEN = spoken();

    private Talk() {}

    /** A job of this name, and all that it has made. */
    static Job complete(Surroundings all, String name) throws Exception {
        Job job = Scenes.job(name);
        try (InputStream clip = Objects.requireNonNull(Talk.class.getResourceAsStream("/clip.mp4"))) {
            String manifest = Result.write(all.objects, job, clip.readAllBytes(), image());
            all.send(Scenes.command(job));
            all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.completed(job, 1, manifest)));
        }
        String folder =
                ObjectKeys.artifact(job.videoId(), "transcript", ObjectKeys.fingerprint(job.jobId(), "transcript"));
        Files.write(all.objects.resolve(folder + "transcript.json"), Json.bytes(SPOKEN));
        soon().until(() -> all.json(Surroundings.READER, "/api/v1/jobs/" + job.jobId())
                .path("status")
                .asString()
                .equals("completed"));
        return job;
    }

    /** As the dataflow puts it into the tables. */
    static void said(Surroundings all, Job job, double start, String text) {
        var tables = all.database.admin();
        tables.sql("""
                        INSERT INTO video_metadata (video_id, job_id, url, title, duration_seconds, bytes, updated_at)
                        VALUES (?, ?::uuid, 'https://example.org', 'A talk', 3, 1, now())
                        """).params(job.videoId(), job.jobId()).update();
        tables.sql("""
                        INSERT INTO transcriptions (job_id, video_id, language, source, duration_seconds, segment_count,
                            word_count, text, updated_at)
                        VALUES (?::uuid, ?, 'en', 'whisper', 3, 1, 1, '', now())
                        """).params(job.jobId(), job.videoId()).update();
        tables.sql("""
                        INSERT INTO transcript_segments (job_id, segment_index, video_id, start_seconds, end_seconds, language,
                            text)
                        VALUES (?::uuid, 0, ?, ?, 3, 'en', ?)
                        """).params(job.jobId(), job.videoId(), start, text).update();
    }

    private static Transcript spoken() {
        List<Segment> lines = new ArrayList<>();
        lines.add(new Segment(
                0,
                1.5,
                "Hello there.",
                "Speaker 1",
                List.of(new Word(0, 0.5, "Hello", 0.9), new Word(0.5, 1, "there.", 0.9))));
        lines.add(new Segment(
                1.5,
                3,
                "This is the talk.",
                null,
                List.of(
                        new Word(1.5, 1.75, "This", 0.9),
                        new Word(1.75, 2, "is", 0.9),
                        new Word(2, 2.25, "the", 0.9),
                        new Word(2.25, 2.75, "talk.", 0.9))));
        for (int line = 0; line < 850; line++) {
            List<Word> words = new ArrayList<>();
            for (int word = 0; word < 12; word++) {
                words.add(new Word(4 + 4.0 * line + word / 3.0, 4 + 4.0 * line + (word + 1) / 3.0, "word", 0.9));
            }
            lines.add(new Segment(
                    4 + 4.0 * line, 8 + 4.0 * line, "word ".repeat(12).strip(), null, words));
        }
        return new Transcript("en", 0.99, "whisper", "base", 3_600, lines);
    }

    private static byte[] image() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(64, 36, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}
