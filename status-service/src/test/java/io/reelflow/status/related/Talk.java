package io.reelflow.status.related;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.result.Analysis;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Segment;
import io.reelflow.schemas.result.SlideDeck;
import io.reelflow.schemas.result.Source;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.Scenes;
import io.reelflow.status.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A video with what it has to share, as the dataflow leaves its documents behind. */
final class Talk {
    final Job job;
    private @Nullable String channel;
    private @Nullable String description;
    private @Nullable String slide;
    private final List<String> people = new ArrayList<>();
    private final List<String> topics = new ArrayList<>();
    private final List<Segment> said = new ArrayList<>();

    Talk(String name) {
        this(name, Scenes.OWNER);
    }

    Talk(String name, String owner) {
        job = Scenes.job(name, owner, Scenes.options(null));
    }

    Talk channel(String id) {
        channel = id;
        return this;
    }

    Talk description(String text) {
        description = text;
        return this;
    }

    Talk slide(String text) {
        slide = text;
        return this;
    }

    Talk person(String name) {
        people.add(name);
        return this;
    }

    Talk topic(String name) {
        topics.add(name);
        return this;
    }

    Talk says(double start, String text) {
        said.add(new Segment(start, start + 20, text, "Speaker 1", List.of()));
        return this;
    }

    String id() {
        return job.videoId();
    }

    /** Writes its documents, and has its job complete. */
    Talk complete(Surroundings all) throws IOException {
        String manifest = write(all.objects);
        all.send(Scenes.command(job));
        all.send(List.of(Scenes.queued(job), Scenes.started(job, 1), Scenes.completed(job, 1, manifest)));
        return this;
    }

    /** Returns the manifest's key. */
    String write(Path objects) throws IOException {
        String source = put(objects, "source", source());
        String transcript =
                put(objects, "transcript", new Transcript("en", 0.9, "whisper", "base", 100, List.copyOf(said)));
        String analysis = put(objects, "analysis", analysis());
        String slides = put(
                objects,
                "slides",
                new SlideDeck(List.of(new SlideDeck.Slide(1, 0, 5, null, "1.png", slide, null, null))));
        String key = ObjectKeys.manifest(job.videoId(), job.jobId());
        write(
                objects,
                key,
                new Manifest(
                        Manifest.VERSION,
                        job.jobId(),
                        job.videoId(),
                        job.jobType(),
                        1,
                        job.createdAt(),
                        null,
                        100,
                        source,
                        transcript,
                        analysis,
                        null,
                        slides,
                        List.of(),
                        List.of(),
                        List.of()));
        return key;
    }

    private Source source() {
        var metadata = new Source.Metadata(
                null,
                description,
                channel,
                channel,
                null,
                "en",
                null,
                null,
                null,
                List.of(),
                List.of(),
                "http",
                Map.of());
        return new Source(job.url(), null, null, 0, null, 100, 0, null, null, metadata, List.of());
    }

    private Analysis analysis() {
        return new Analysis(
                "en",
                null,
                topics.stream()
                        .map(name -> new Analysis.Topic(name, 0.5, List.of()))
                        .toList(),
                List.of(),
                null,
                people.stream()
                        .map(name -> new Analysis.Entity(name, "person", 1))
                        .toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private String put(Path objects, String kind, Object document) throws IOException {
        String key = ObjectKeys.artifact(job.videoId(), kind, ObjectKeys.fingerprint(job.jobId(), Json.text(document)))
                + kind + ".json";
        write(objects, key, document);
        return key;
    }

    private static void write(Path objects, String key, Object document) throws IOException {
        Path file = objects.resolve(key);
        Files.createDirectories(file.getParent());
        Files.write(file, Json.bytes(document));
    }
}
