package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.captions.CaptionFile;
import io.reelflow.media.tools.Child;
import io.reelflow.schemas.result.Source.Captions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publisher's captions of a site's video: {@code captions.LANGUAGE.EXT}, each of them readable. What can not be had
 * is a warning: speech can still be recognised.
 */
record SiteCaptions(List<Captions> files, List<String> warnings) {
    static final SiteCaptions NONE = new SiteCaptions(List.of(), List.of());

    private static final Logger LOG = LoggerFactory.getLogger(SiteCaptions.class);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String NAME = "captions";
    private static final Pattern UNABLE =
            Pattern.compile("Unable to download video subtitles for [^:]*: ([^\\n]{1,200}?)(?: \\(caused by|\\n|$)");

    /**
     * @param command of yt-dlp, without what it is to do
     * @param info name of the info JSON in {@code directory}
     */
    static SiteCaptions fetch(List<String> command, String info, List<CaptionPick> picks, Path directory, Duration left)
            throws MediaException, IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--load-info-json", info, "--skip-download", "--quiet", "--ignore-errors"));
        all.addAll(List.of("--output", NAME + ".%(ext)s", "--max-filesize", Long.toString(CaptionFile.MOST_BYTES)));
        all.addAll(List.of("--write-subs", "--write-auto-subs", "--sub-format", CaptionPick.FORMATS));
        all.addAll(
                List.of("--sub-langs", picks.stream().map(CaptionPick::pattern).collect(Collectors.joining(","))));
        Child.Exit exit =
                SiteCall.run(Child.of(all).in(directory).within(left.compareTo(LONGEST) < 0 ? left : LONGEST));
        if (!exit.errorTail().isBlank()) {
            LOG.warn("yt-dlp on captions, ended with {}: {}", exit.code(), exit.errorTail());
        }
        String reason = reason(exit);
        List<Captions> files = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (CaptionPick pick : picks) {
            take(pick, directory, reason, files, warnings);
        }
        removeOthers(directory, files.stream().map(Captions::file).toList());
        return new SiteCaptions(List.copyOf(files), List.copyOf(warnings));
    }

    private static String reason(Child.Exit exit) {
        if (exit.late()) {
            return "it took too long";
        }
        Matcher said = UNABLE.matcher(exit.errorTail());
        return said.find() ? said.group(1) : "the site did not give them";
    }

    private static void take(
            CaptionPick pick, Path directory, String reason, List<Captions> files, List<String> warnings)
            throws IOException {
        Path written = written(pick, directory);
        String what = "the publisher's captions in " + pick.language() + " are not used: ";
        if (written == null) {
            warnings.add(what + reason);
            return;
        }
        try {
            warnings.addAll(CaptionFile.read(written).warnings());
        } catch (MediaException e) {
            LOG.warn("captions {}: {}", pick.key(), e.getMessage());
            warnings.add(what + e.getMessage());
            return;
        }
        String name = NAME + "." + pick.language() + extension(written);
        Files.move(written, directory.resolve(name));
        files.add(new Captions(pick.language(), pick.kind(), name));
    }

    private static @Nullable Path written(CaptionPick pick, Path directory) throws IOException {
        return left(directory).stream()
                .filter(file -> file.getFileName().toString().startsWith(NAME + "." + pick.key() + "."))
                .filter(file -> !file.toString().endsWith(".part"))
                .findFirst()
                .orElse(null);
    }

    /** Halves, and what can not be read: all that is left in the folder is stored. */
    private static void removeOthers(Path directory, List<String> names) throws IOException {
        for (Path file : left(directory)) {
            if (!names.contains(file.getFileName().toString())) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> left(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(NAME + "."))
                    .toList();
        }
    }

    /** With its dot; a format that nothing names is WebVTT's. */
    private static String extension(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.'));
        return extension.equals(".unknown_video") ? ".vtt" : extension;
    }
}
