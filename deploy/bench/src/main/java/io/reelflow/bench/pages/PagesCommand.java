package io.reelflow.bench.pages;

import io.reelflow.bench.browser.Chromium;
import io.reelflow.bench.client.Client;
import io.reelflow.bench.measure.Report;
import io.reelflow.bench.stack.FolderSite;
import io.reelflow.bench.stack.MediaSetup;
import io.reelflow.bench.stack.RunOptions;
import io.reelflow.bench.stack.RunningStack;
import io.reelflow.bench.stack.Scratch;
import io.reelflow.local.engine.Install;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench pages}: pictures of each view of the dashboard, light and dark, wide and narrow. */
@Command(name = "pages", description = "Pictures of the dashboard's views over real work, for people to look at.")
public final class PagesCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<Integer, Integer> SIZES = Map.of(1_440, 900, 390, 844);
    private static final String AT_REST = "!document.querySelector('main').innerText.includes('One moment')"
            + " && [...document.images].every((each) => each.loading === 'lazy' || each.complete)";

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--out", paramLabel = "DIR", description = "Where they go. Default: docs/dashboard")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        run.needsOwnStack("the site with the films has to be allowed at the start");
        PrintWriter said = spec.commandLine().getOut();
        Tools tools = ToolSetup.ensure(MediaSetup.config(Install.ofEnvironment()), said::println);
        Path folder = Files.createTempDirectory("reelflow-pages-");
        try (var site = new FolderSite(folder)) {
            Files.copy(RunOptions.talk(), folder.resolve("talk.mp4"));
            ffmpeg(tools, "-i", RunOptions.talk().toString(), "-t", "3", "-c", "copy", folder + "/short.mp4");
            return run.run("bench pages", List.of("--allow-host", site.host()), said, (stack, report) -> {
                Map<String, String> views = new Exhibits(new Client(stack.endpoints()), site, folder).made();
                taken(stack, tools, folder, views, report);
            });
        } finally {
            Scratch.delete(folder);
        }
    }

    private void taken(RunningStack stack, Tools tools, Path folder, Map<String, String> views, Report report)
            throws IOException, InterruptedException {
        Path target = Files.createDirectories(out == null ? RunOptions.root().resolve("docs/dashboard") : out);
        long bytes = 0;
        try (var browser = new Chromium()) {
            browser.size(1_440, 900);
            browser.signIn(stack.endpoints(), PATIENCE);
            for (Map.Entry<String, String> view : views.entrySet()) {
                browser.go(view.getValue());
                for (Map.Entry<Integer, Integer> size : SIZES.entrySet()) {
                    for (boolean dark : List.of(false, true)) {
                        browser.size(size.getKey(), size.getValue());
                        browser.dark(dark);
                        browser.await(AT_REST, PATIENCE);
                        TimeUnit.MILLISECONDS.sleep(1_500); // what moves comes to rest
                        String name = view.getKey() + (dark ? "-dark-" : "-light-") + size.getKey() + ".png";
                        Path whole = Files.write(folder.resolve(name), browser.picture());
                        small(tools, whole, target.resolve(name));
                        bytes += Files.size(target.resolve(name));
                    }
                }
            }
        }
        report.figure("pictures", views.size() * SIZES.size() * 2, "").figure("all of them", bytes / 1e6, "MB");
    }

    /** With a palette of its own: a third of the size, and nobody sees it. */
    private static void small(Tools tools, Path picture, Path target) throws IOException, InterruptedException {
        ffmpeg(
                tools,
                "-i",
                picture.toString(),
                "-vf",
                "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=dither=none",
                "-pred",
                "mixed",
                "-compression_level",
                "9",
                target.toString());
    }

    private static void ffmpeg(Tools tools, String... arguments) throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg("-v", "error", "-y");
        command.addAll(List.of(arguments));
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException("ffmpeg: " + exit.errorTail());
        }
    }
}
