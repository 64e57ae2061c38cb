package io.reelflow.media;

import io.reelflow.media.analyze.endpoint.EndpointSettings;
import io.reelflow.media.identity.Identities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What media tasks are told of the machine they run on; read once, from the environment.
 *
 * @param cache what is downloaded once for the machine: {@code tools/} and {@code models/} below it
 * @param modelFolders where models are looked for, in this order; a missing one is put into the last
 * @param temp for files that outlive no task
 * @param threads that one task may use
 * @param downloadTime the longest a download may take in all
 * @param downloadSilence the longest a server may stay silent
 * @param modelBytes disk that speech models may take in our own folder of models
 * @param span speech that is transcribed in one go: what is done again at most where a machine is lost
 * @param endpoint that writes texts in place of our own models; null: none
 * @param identitiesFile where identities are configured; null: nowhere
 * @param identities as whom sources are asked
 */
public record MediaConfig(
        Path cache,
        List<Path> modelFolders,
        Path temp,
        int threads,
        Duration downloadTime,
        Duration downloadSilence,
        long modelBytes,
        Duration span,
        @Nullable EndpointSettings endpoint,
        @Nullable Path identitiesFile,
        Identities identities) {
    private static final Duration DOWNLOAD_TIME = Duration.ofHours(6);
    private static final Duration DOWNLOAD_SILENCE = Duration.ofSeconds(60);
    /** All of a large one, and several smaller ones beside it. */
    private static final long MODEL_BYTES = 10L << 30;

    private static final Duration SPAN = Duration.ofMinutes(5);
    /** Time limits of transcribing allow for this. */
    private static final Duration LONGEST_SPAN = Duration.ofMinutes(10);

    public MediaConfig {
        modelFolders = List.copyOf(modelFolders);
        if (modelFolders.isEmpty()) {
            throw new IllegalArgumentException("model folders: at least one is needed, none given");
        }
        if (span.compareTo(LONGEST_SPAN) > 0) {
            throw new IllegalArgumentException("REELFLOW_SPAN_SECONDS: must be at most " + LONGEST_SPAN.toSeconds()
                    + ", was '" + span.toSeconds() + "'");
        }
    }

    /** With spans of the usual length, and our own models alone. */
    public MediaConfig(
            Path cache,
            List<Path> modelFolders,
            Path temp,
            int threads,
            Duration downloadTime,
            Duration downloadSilence,
            long modelBytes) {
        this(
                cache,
                modelFolders,
                temp,
                threads,
                downloadTime,
                downloadSilence,
                modelBytes,
                SPAN,
                null,
                null,
                Identities.DEFAULT);
    }

    /** @throws IllegalArgumentException names the variable, its value and the rule */
    public static MediaConfig fromEnvironment(Map<String, String> environment) {
        Path cache = cache(environment);
        List<Path> models = new ArrayList<>();
        String given = environment.get("REELFLOW_MODELS");
        if (given != null && !given.isBlank()) {
            models.add(Path.of(given).toAbsolutePath());
        }
        models.add(cache.resolve("models"));
        String work = environment.get("REELFLOW_WORK_DIR");
        Path temp = Path.of(work == null || work.isBlank() ? System.getProperty("java.io.tmpdir") : work);
        return new MediaConfig(
                cache,
                models,
                temp.toAbsolutePath(),
                positive(
                        environment,
                        "REELFLOW_MEDIA_THREADS",
                        Runtime.getRuntime().availableProcessors()),
                seconds(environment, "REELFLOW_DOWNLOAD_SECONDS", DOWNLOAD_TIME),
                seconds(environment, "REELFLOW_DOWNLOAD_SILENCE_SECONDS", DOWNLOAD_SILENCE),
                positive(environment, "REELFLOW_MODELS_BYTES", MODEL_BYTES),
                seconds(environment, "REELFLOW_SPAN_SECONDS", SPAN),
                EndpointSettings.fromEnvironment(environment),
                Identities.file(environment),
                Identities.fromEnvironment(environment));
    }

    /** The variables another process reads as this same configuration. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("REELFLOW_CACHE", cache.toString());
        if (modelFolders.size() > 1) {
            variables.put("REELFLOW_MODELS", modelFolders.get(0).toString());
        }
        variables.put("REELFLOW_WORK_DIR", temp.toString());
        variables.put("REELFLOW_MEDIA_THREADS", Integer.toString(threads));
        variables.put("REELFLOW_DOWNLOAD_SECONDS", Long.toString(downloadTime.toSeconds()));
        variables.put("REELFLOW_DOWNLOAD_SILENCE_SECONDS", Long.toString(downloadSilence.toSeconds()));
        variables.put("REELFLOW_MODELS_BYTES", Long.toString(modelBytes));
        variables.put("REELFLOW_SPAN_SECONDS", Long.toString(span.toSeconds()));
        if (endpoint != null) {
            variables.putAll(endpoint.environment());
        }
        variables.putAll(Identities.environment(identitiesFile));
        return variables;
    }

    /** Where {@code yt-dlp} and {@code ffmpeg} are installed. */
    public Path toolsFolder() {
        return cache.resolve("tools");
    }

    private static Path cache(Map<String, String> environment) {
        String given = environment.get("REELFLOW_CACHE");
        if (given != null && !given.isBlank()) {
            return Path.of(given).toAbsolutePath();
        }
        String xdg = environment.get("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
                : Path.of(xdg);
        return caches.resolve("reelflow").toAbsolutePath();
    }

    private static Duration seconds(Map<String, String> environment, String key, Duration otherwise) {
        return Duration.ofSeconds(positive(environment, key, Math.toIntExact(otherwise.toSeconds())));
    }

    /** @throws IllegalArgumentException names the variable, its value and the rule */
    public static int positive(Map<String, String> environment, String key, int otherwise) {
        long number = positive(environment, key, (long) otherwise);
        if (number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    key + ": must be at most " + Integer.MAX_VALUE + ", was '" + environment.get(key) + "'");
        }
        return (int) number;
    }

    private static long positive(Map<String, String> environment, String key, long otherwise) {
        String value = environment.get(key);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": must be a whole number above 0, was '" + value + "'", e);
        }
        throw new IllegalArgumentException(key + ": must be a whole number above 0, was '" + value + "'");
    }
}
