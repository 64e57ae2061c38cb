package io.reelflow.status;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Clip;
import io.reelflow.schemas.result.Comments;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole result, as the dataflow leaves it behind. */
public final class Result {
    public static final String TITLE = "<img src=x onerror=document.title='broken'> & talk";
    public static final String CLIP = "clip-1";

    private Result() {}

    /** Writes it below the folder; the files of media are what is given. Returns the manifest's key. */
    public static String write(Path objects, Job job, byte[] video, byte[] image) throws IOException {
        String source = folder(job, "source");
        String comments = folder(job, "comments");
        String transcript = folder(job, "transcript");
        String analysis = folder(job, "analysis");
        String picture = folder(job, "picture");
        String clips = folder(job, "clips");
        put(objects, source + "source.mp4", video);
        put(objects, source + "source.json", Json.bytes(source(job, video.length)));
        put(objects, source + "thumbnail.jpg", image);
        put(objects, comments + "comments.json", Json.bytes(comments()));
        put(objects, transcript + "transcript.json", Json.bytes(transcript()));
        put(objects, transcript + "transcript.vtt", utf8("WEBVTT\n\n00:00.000 --> 00:02.000\nHello there.\n"));
        put(objects, transcript + "transcript.srt", utf8("1\n00:00:00,000 --> 00:00:02,000\nHello there.\n"));
        put(objects, transcript + "transcript.txt", utf8("Hello there.\nThis is the talk.\n"));
        put(objects, picture + "1.png", image);
        put(objects, analysis + "analysis.json", Json.bytes(analysis()));
        put(objects, analysis + "slides.json", Json.bytes(slides(picture)));
        put(objects, analysis + "slides.pdf", utf8("%PDF-1.7"));
        put(objects, clips + CLIP + ".mp4", video);
        put(objects, clips + CLIP + ".jpg", image);
        put(objects, clips + CLIP + ".vtt", utf8("WEBVTT\n"));
        put(objects, clips + CLIP + ".srt", utf8("1\n"));
        String key = ObjectKeys.manifest(job.videoId(), job.jobId());
        put(
                objects,
                key,
                Json.bytes(new Manifest(
                        Manifest.VERSION,
                        job.jobId(),
                        job.videoId(),
                        job.jobType(),
                        1,
                        job.createdAt(),
                        TITLE,
                        12.5,
                        source + "source.json",
                        transcript + "transcript.json",
                        analysis + "analysis.json",
                        null,
                        analysis + "slides.json",
                        List.of(clip(clips)),
                        List.of(),
                        List.of("The last second could not be read"),
                        comments + "comments.json",
                        source + "thumbnail.jpg")));
        return key;
    }

    private static String folder(Job job, String kind) {
        return ObjectKeys.artifact(job.videoId(), kind, ObjectKeys.fingerprint(job.jobId(), kind));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Path objects, String key, byte[] bytes) throws IOException {
        Path file = objects.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** What a job that is asked for the sound alone would have stored says of its source. */
    private static Source.@Nullable Picture picture(Job job) {
        return job.jobType() == JobType.TRANSCRIPTION ? null : new Source.Picture(0, "h264", 320, 240, 25, 0);
    }

    private static Source source(Job job, long bytes) {
        return new Source(
                job.url(),
                "source.mp4",
                "mp4",
                bytes,
                null,
                12.5,
                0,
                picture(job),
                new Source.Sound(1, "aac", 2, 44100, null),
                new Source.Metadata(
                                TITLE, null, null, null, null, "en", null, null, null, List.of(), List.of(), "http",
                                Map.of())
                        .withThumbnail("thumbnail.jpg"),
                List.of());
    }

    /** Three threads: one is pinned, one has a reply with a reply, one replies to what was not fetched. */
    private static Comments comments() {
        return new Comments(
                Comments.VERSION,
                Instant.EPOCH,
                true,
                List.of(
                        comment("pinned", null, true),
                        comment("top", null, false),
                        comment("reply", "top", false),
                        comment("reply-to-reply", "reply", false),
                        comment("orphan", "not-fetched", false)));
    }

    private static Comments.Comment comment(String id, @Nullable String parent, boolean pinned) {
        return new Comments.Comment(
                id,
                parent,
                "@somebody",
                null,
                null,
                pinned,
                false,
                "<b>" + id + "</b>",
                null,
                pinned,
                false,
                Instant.EPOCH);
    }

    private static Transcript transcript() {
        return new Transcript(
                "en",
                0.99,
                "whisper",
                "base",
                12.5,
                List.of(
                        new Segment(0, 2, "Hello there.", null, List.of(new Word(0, 1, "Hello", 0.9))),
                        new Segment(2, 5, "This is the talk.", null, List.of())));
    }

    private static Analysis analysis() {
        return new Analysis(
                "en",
                "A talk.",
                List.of(),
                List.of("talk"),
                new Analysis.Sentiment("positive", 0.5),
                List.of(),
                List.of(new Analysis.Highlight(0, 5, 0.8, List.of("hook"))),
                List.of(),
                List.of());
    }

    private static SlideDeck slides(String picture) {
        return new SlideDeck(
                List.of(new SlideDeck.Slide(1, 0, 5, "First <b>slide</b>", picture + "1.png", null, "Hello", null)));
    }

    private static Clip clip(String folder) {
        return new Clip(
                CLIP,
                "A good moment",
                null,
                0,
                5,
                5,
                "Hello there. This is the talk.",
                0.8,
                List.of("talk"),
                List.of("#talk"),
                "Hello there.",
                1080,
                1920,
                null,
                List.of(new Clip.Crop(0, 1, 2, 3, 4)),
                new Clip.Files(
                        folder + CLIP + ".mp4",
                        folder + CLIP + ".jpg",
                        folder + CLIP + ".vtt",
                        folder + CLIP + ".srt",
                        null));
    }
}
