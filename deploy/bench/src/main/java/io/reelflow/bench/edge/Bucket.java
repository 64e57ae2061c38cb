package io.reelflow.bench.edge;

import io.reelflow.local.home.Endpoints;
import io.reelflow.local.home.Home;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.result.Manifest;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The objects of a stack whose S3 server keeps them as files. */
final class Bucket {
    private static final String SOURCE = "source";

    private final Path folder;
    private final Set<String> named = new HashSet<>();

    Bucket(Home home, Endpoints endpoints) {
        this(home.data().resolve("s3").resolve(endpoints.s3().bucket()));
    }

    /** @param folder with a file for each object, named by its key */
    Bucket(Path folder) {
        this.folder = folder;
    }

    /** A job's manifest; null where there is none. */
    @Nullable
    Manifest manifest(String videoId, String jobId) throws IOException {
        Path file = folder.resolve(ObjectKeys.manifest(videoId, jobId));
        return Files.exists(file) ? Json.read(Files.readAllBytes(file), Manifest.class) : null;
    }

    Source source(Manifest manifest) throws IOException {
        return Json.read(Files.readAllBytes(folder.resolve(Objects.requireNonNull(manifest.source()))), Source.class);
    }

    /** What a manifest names and is not there, or not whole, in words. A source may be as damaged as it came. */
    List<String> problems(Manifest manifest, Decoder decoder) throws IOException, InterruptedException {
        List<String> problems = new ArrayList<>();
        named.add(ObjectKeys.manifest(manifest.videoId(), manifest.jobId()));
        for (Manifest.ObjectFile object : manifest.files()) {
            named.add(object.key());
            Path file = folder.resolve(object.key());
            if (!Files.isRegularFile(file)) {
                problems.add(object.key() + " is missing");
            } else if (Files.size(file) != object.bytes()) {
                problems.add(object.key() + " has " + Files.size(file) + " bytes instead of " + object.bytes());
            } else if (!object.kind().equals(SOURCE) || object.key().endsWith(".json")) {
                decoder.problem(file).ifPresent(problem -> problems.add(object.key() + " " + problem));
            }
        }
        return problems;
    }

    /**
     * Objects below the folders of videos that belong to nothing: neither to a result that was looked at nor to a whole
     * artifact, which a job that fails later leaves for the next attempt.
     */
    List<String> beyond(Collection<String> videoIds) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String id : videoIds) {
            Path video = folder.resolve(ObjectKeys.video(id));
            if (Files.isDirectory(video)) {
                try (Stream<Path> files = Files.walk(video)) {
                    files.filter(Files::isRegularFile)
                            .forEach(file -> found.add(folder.relativize(file).toString()));
                }
            }
        }
        found.removeAll(named);
        for (String list : List.copyOf(found)) {
            String mark = list.replaceFirst("\\.files\\.json$", ".json");
            if (!mark.equals(list) && found.contains(mark) && isWhole(list)) {
                listed(list).forEach(object -> found.remove(object.path("key").asString("")));
                found.removeAll(List.of(list, mark));
            }
        }
        return List.copyOf(found);
    }

    /** Whether every object that an artifact's list names is there with all its bytes. */
    private boolean isWhole(String list) throws IOException {
        for (JsonNode object : listed(list)) {
            Path file = folder.resolve(object.path("key").asString(""));
            if (!Files.isRegularFile(file)
                    || Files.size(file) != object.path("bytes").asLong(-1)) {
                return false;
            }
        }
        return true;
    }

    private JsonNode listed(String list) throws IOException {
        return Json.MAPPER.readTree(Files.readAllBytes(folder.resolve(list))).path("files");
    }

    /** Uploads that are still there. */
    List<String> uploads() throws IOException {
        Path uploads = folder.resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(uploads)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
