package io.reelflow.media.render;

import io.reelflow.media.MediaException;
import io.reelflow.media.Progress;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.media.watch.MediaLength;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one run of ffmpeg that makes a clip: cut, crop, scale, captions, sound, thumbnail. */
final class Encoder {
    static final String VIDEO_PART = "clip.part";
    static final String THUMBNAIL_PART = "thumbnail.part";

    /** What the large platforms play at: louder is turned down there, quieter stays quiet. EBU R 128 measure. */
    private static final String LOUDNESS = "loudnorm=I=-14:TP=-1.5:LRA=11";

    private static final String OUT_TIME = "out_time_us=";

    /** What ffmpeg says of a source that no other attempt will read better. */
    private static final Pattern SOURCE_AT_FAULT = Pattern.compile(
            "Invalid data found|matches no streams|does not contain|moov atom not found|received no packets");

    private final Tools tools;
    private final Path directory;
    private final Path fontConfiguration;
    private final int threads;

    Encoder(Tools tools, Path directory, Path fontConfiguration, int threads) {
        this.tools = tools;
        this.directory = directory;
        this.fontConfiguration = fontConfiguration;
        this.threads = threads;
    }

    /** What {@link #encode} runs. */
    EncoderRun prepare(RenderRequest request, int soundStream, String graph) {
        return new EncoderRun(command(request, soundStream, graph), directory, fontConfiguration);
    }

    /**
     * Writes {@link #VIDEO_PART} and {@link #THUMBNAIL_PART} and returns how long the clip is, seconds.
     *
     * @throws MediaException {@code MEDIA_UNREADABLE} where the source has nothing to show there
     */
    static double encode(EncoderRun run, RenderRequest request, Progress progress)
            throws MediaException, IOException, InterruptedException {
        double duration = request.clip().end() - request.clip().start();
        double[] reached = {0};
        Child.Exit exit = run.child()
                .lines(line -> {
                    reached[0] = Math.max(reached[0], seconds(line));
                    double fraction = Math.min(0.99, reached[0] / duration);
                    progress.report(Stage.GENERATING_CLIPS, fraction, "encoding", Counters.NONE);
                })
                .run();
        if (!exit.ok()) {
            Matcher fault = SOURCE_AT_FAULT.matcher(exit.errorTail());
            if (fault.find()) {
                throw nothingThere(request, fault.group());
            }
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + lastLine(exit.errorTail()));
        }
        double length = MediaLength.seconds(run.directory().resolve(VIDEO_PART));
        if (length <= 0 || !Files.exists(run.directory().resolve(THUMBNAIL_PART))) {
            throw nothingThere(request, "no frame was read");
        }
        return length;
    }

    private List<String> command(RenderRequest request, int soundStream, String graph) {
        double start = request.clip().start();
        double duration = request.clip().end() - start;
        boolean webm = request.options().outputFormat().equals("webm");
        List<String> command =
                new ArrayList<>(tools.ffmpeg("-v", "error", "-progress", "pipe:1", "-stats_period", "0.5"));
        command.addAll(Demuxers.inputOptions());
        command.addAll(List.of("-max_error_rate", "1"));
        command.addAll(List.of("-threads", Integer.toString(threads)));
        // Times are the container's own, whatever its first frame says.
        command.addAll(List.of("-seek_timestamp", "1", "-ss", seconds(start), "-t", seconds(duration)));
        command.addAll(List.of("-i", "file:" + Path.of(request.file()).toAbsolutePath()));
        command.addAll(List.of("-filter_complex", graph, "-filter_complex_threads", "1"));
        command.addAll(List.of("-map", "[video]"));
        if (soundStream >= 0) {
            boolean speech = !request.segments().isEmpty();
            command.addAll(List.of("-map", "0:" + soundStream + "?", "-af", sound(speech, duration), "-ac", "2"));
        }
        command.addAll(List.of("-t", seconds(duration), "-map_metadata", "-1", "-map_chapters", "-1"));
        command.addAll(webm ? webm() : mp4());
        command.add("file:" + VIDEO_PART);
        command.addAll(List.of(
                "-map", "[thumbnail]", "-fps_mode", "passthrough", "-frames:v", "2", "-c:v", "mjpeg", "-q:v", "3"));
        command.addAll(List.of("-update", "1", "-f", "image2", "file:" + THUMBNAIL_PART));
        return command;
    }

    /**
     * Speech is brought to {@link #LOUDNESS}; sound without speech stays as it is, as noise made that loud is what
     * nobody wants to hear.
     */
    private static String sound(boolean speech, double duration) {
        return "aresample=async=1:first_pts=0,aformat=channel_layouts=stereo"
                + (speech ? "," + LOUDNESS + ",aresample=48000" : "")
                + Fade.sound(duration);
    }

    private List<String> mp4() {
        return List.of(("-c:v libx264 -preset veryfast -crf 21 -profile:v high -g 60 -threads " + threads
                        + " -c:a aac -b:a 128k -ar 48000 -movflags +faststart -f mp4")
                .split(" "));
    }

    private List<String> webm() {
        return List.of(("-c:v libvpx-vp9 -deadline realtime -cpu-used 6 -row-mt 1 -crf 33 -b:v 0 -g 60 -threads "
                        + threads + " -c:a libopus -b:a 96k -ar 48000 -f webm")
                .split(" "));
    }

    private static MediaException nothingThere(RenderRequest request, String why) {
        return new MediaException(
                ErrorCode.MEDIA_UNREADABLE,
                "no clip can be made from second " + seconds(request.clip().start()) + " to "
                        + seconds(request.clip().end()) + " of the source: " + why);
    }

    /** Of a line of {@code -progress}; 0 where it says nothing of time, or {@code N/A}. */
    private static double seconds(String line) {
        if (!line.startsWith(OUT_TIME) || !Character.isDigit(line.charAt(line.length() - 1))) {
            return 0;
        }
        return Long.parseLong(line.substring(OUT_TIME.length())) / 1e6;
    }

    private static String seconds(double time) {
        return String.format(Locale.ROOT, "%.3f", time);
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce("no word", (before, line) -> line)
                .replaceFirst("^\\[[^]]*] ", "");
    }
}
