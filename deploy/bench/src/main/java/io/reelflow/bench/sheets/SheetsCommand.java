package io.reelflow.bench.sheets;

import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.tools.ToolSetup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench sheets}: what is found in the sample talk and in films made of it, to look at. */
@Command(
        name = "sheets",
        description = "Slides, shots, crops and clips as contact sheets, with their figures, on one page.")
public final class SheetsCommand implements Callable<Integer> {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Gets results.md and results/. Default: docs; with --corpus target/sheets")
    private @Nullable Path out;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Shows the films of a development corpus instead")
    private @Nullable Path corpus;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path root = RunOptions.root();
        Path into = out != null ? out : root.resolve(corpus == null ? "docs" : "target/sheets");
        Install install = Install.ofEnvironment();
        Path folder = Files.createTempDirectory("reelflow-sheets-");
        try (var studio = new Studio(install, folder)) {
            var ffmpeg = new Ffmpeg(ToolSetup.ensure(MediaSetup.config(install), out()::println), folder);
            Lettering.into(folder, install);
            var page = new ResultsPage(Files.createDirectories(into.resolve("results")));
            var sheets = new Sheets(studio, ffmpeg, page, this::say);
            if (corpus == null) {
                ofTheTalk(sheets, new SampleFilms(ffmpeg, RunOptions.talk()));
            } else {
                ofCorpus(sheets, corpus);
            }
            page.write(into.resolve("results.md"));
            out().println("Written to " + into.resolve("results.md"));
            return 0;
        } finally {
            Scratch.delete(folder);
        }
    }

    private static void ofTheTalk(Sheets sheets, SampleFilms films) throws IOException, InterruptedException {
        Studio.Seen talk = sheets.see(RunOptions.talk(), Map.of("max_clips", "3", "min_clip_duration", "5"));
        sheets.slides("slides-talk", "The sample talk", talk, null, List.of());
        sheets.slides(
                "slides-deck",
                "Slides that fade into each other, with a pointer, a presenter's inset and noise",
                sheets.see(films.deck(), Map.of()),
                SampleFilms.DECK_CHANGES,
                SampleFilms.DECK_TITLES);
        sheets.shots(
                "shots-changes",
                "A cut, a fade through black, a dissolve",
                sheets.see(films.changes(), Map.of()),
                SampleFilms.CHANGES);
        sheets.crop("crop-walk", "A face that walks", sheets.see(films.walk(), Map.of()), SampleFilms::walkerAt);
        sheets.crop(
                "crop-two",
                "Two who speak in turns, six seconds each",
                sheets.see(films.two(), Map.of()),
                time -> time < 6 ? 250 : 1030);
        sheets.clips("clips-upright", "Clips of the sample talk, 9:16, `karaoke`", talk, Map.of());
        sheets.clips(
                "clips-square",
                "The same, 1:1, WebM, `boxed`",
                talk,
                Map.of("aspect_ratio", "1:1", "output_format", "webm", "captions.style", "boxed"));
        sheets.clips(
                "clips-wide",
                "The same, 16:9, `plain`, with a progress bar",
                talk,
                Map.of("aspect_ratio", "16:9", "captions.style", "plain", "progress_bar", "true"));
    }

    private static void ofCorpus(Sheets sheets, Path corpus) throws IOException, InterruptedException {
        for (String kind : List.of("slides", "long")) {
            for (Path film : films(corpus.resolve(kind))) {
                sheets.slides("slides-" + stem(film), stem(film), sheets.see(film, Map.of()), null, List.of());
            }
        }
        for (Path film : films(corpus.resolve("scenes"))) {
            sheets.shots("shots-" + stem(film), stem(film), sheets.see(film, Map.of()), List.of());
        }
        for (Path film : films(corpus.resolve("faces"))) {
            Studio.Seen seen = sheets.see(film, Map.of("max_clips", "2", "min_clip_duration", "5"));
            sheets.crop("crop-" + stem(film), stem(film), seen, null);
            sheets.clips("clips-" + stem(film), stem(film), seen, Map.of());
        }
    }

    private static List<Path> films(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(mp4|webm|mov|mkv)"))
                    .sorted()
                    .toList();
        }
    }

    private static String stem(Path film) {
        return film.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }
}
