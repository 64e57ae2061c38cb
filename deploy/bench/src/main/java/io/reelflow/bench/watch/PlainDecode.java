package io.reelflow.bench.watch;

import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Tools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to hold Watch against: ffmpeg decoding the picture at one frame a second, and throwing it away. */
final class PlainDecode {
    private static final Pattern BENCH = Pattern.compile("bench: utime=([\\d.]+)s stime=([\\d.]+)s rtime=([\\d.]+)s");

    private final Tools tools;

    PlainDecode(Tools tools) {
        this.tools = tools;
    }

    Cost of(Path film) throws IOException, InterruptedException {
        List<String> command =
                tools.ffmpeg("-benchmark", "-i", film.toString(), "-map", "0:v:0", "-vf", "fps=1", "-f", "null", "-");
        Child.Exit exit = Child.of(command).run();
        Matcher bench = BENCH.matcher(exit.errorTail());
        if (!exit.ok() || !bench.find()) {
            throw new IOException(film + ": ffmpeg: " + exit.errorTail());
        }
        return new Cost(number(bench, 3), number(bench, 1) + number(bench, 2));
    }

    /** The film again and again, until it lasts that long; not encoded anew. */
    Path looped(Path film, double seconds, Path into) throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg(
                "-stream_loop",
                "-1",
                "-i",
                film.toString(),
                "-map",
                "0:v:0",
                "-c",
                "copy",
                "-t",
                String.format(Locale.ROOT, "%.0f", seconds),
                into.toString());
        Child.Exit exit = Child.of(command).run();
        if (!exit.ok()) {
            throw new IOException(film + ": ffmpeg: " + exit.errorTail());
        }
        return into;
    }

    private static double number(Matcher bench, int group) {
        return Double.parseDouble(bench.group(group));
    }
}
