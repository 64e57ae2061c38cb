package io.reelflow.media.convert;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.MediaTask;
import io.reelflow.media.Progress;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.ToolSetup;
import io.reelflow.media.tools.Tools;
import io.reelflow.media.watch.DynamicRange;
import io.reelflow.media.watch.MediaLength;
import io.reelflow.media.watch.PixelFormat;
import io.reelflow.schemas.job.Counters;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.Stage;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes {@code video.mp4} or {@code audio.mp3} of a source. What every browser plays in an MP4 (H.264 with 8 bits, AAC
 * or MP3) is copied as it is; what does not is encoded, as is what can not be copied whole.
 */
public final class ConvertTask implements MediaTask<ConvertRequest, Converted> {
    private static final Set<String> SOUNDS = Set.of("aac", "mp3");

    /** A copy that is shorter than this share of the source has lost something on the way. */
    private static final double WHOLE = 0.95;

    private static final String OUT_TIME = "out_time_us=";

    /** What ffmpeg says of a source that no other attempt will read better. */
    private static final Pattern SOURCE_AT_FAULT =
            Pattern.compile("Invalid data found|matches no streams|does not contain|moov atom not found");

    private final MediaConfig config;

    public ConvertTask(MediaConfig config) {
        this.config = config;
    }

    @Override
    public Converted run(ConvertRequest request, Path directory, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Tools tools = ToolSetup.ensure(config, line -> progress.report(Stage.CONVERTING, 0, line, Counters.NONE));
        ConvertCommand command = new ConvertCommand(tools, config.threads(), request);
        if (request.format().equals(ConvertRequest.MP3)) {
            Path file = directory.resolve("audio.mp3");
            return converted(file, made(command.mp3(file), file, request, progress), false, false);
        }
        Path file = directory.resolve("video.mp4");
        Source.Picture picture = request.source().picture();
        if (picture == null) {
            throw new MediaException(ErrorCode.MEDIA_EMPTY, "the source has no picture");
        }
        Path source = Path.of(request.file());
        Source.Sound sound = request.source().sound();
        boolean copiesPicture = picture.codec().equals("h264") && PixelFormat.isUsual(source, picture.stream());
        boolean copiesSound = sound != null && SOUNDS.contains(sound.codec());
        boolean bright = !copiesPicture && DynamicRange.isHigh(source, picture.stream());
        if (copiesPicture) {
            double seconds = copied(command.mp4(file, true, copiesSound, bright), file, request, progress);
            if (seconds >= WHOLE * request.source().duration() && seconds > 0) {
                return converted(file, seconds, true, copiesSound);
            }
        }
        double seconds = made(command.mp4(file, false, copiesSound, bright), file, request, progress);
        return converted(file, seconds, false, copiesSound);
    }

    private static Converted converted(Path file, double seconds, boolean pictureCopied, boolean soundCopied) {
        return new Converted(String.valueOf(file.getFileName()), seconds, pictureCopied, soundCopied);
    }

    /** Seconds; 0 where it did not work: packets without a time fit in no MP4, frames always do. */
    private static double copied(Child child, Path file, ConvertRequest request, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Child.Exit exit = child.lines(line -> tell(line, request, progress)).run();
        return exit.ok() && Files.exists(file) ? MediaLength.seconds(file) : 0;
    }

    private static double made(Child child, Path file, ConvertRequest request, Progress progress)
            throws MediaException, IOException, InterruptedException {
        Child.Exit exit = child.lines(line -> tell(line, request, progress)).run();
        if (!exit.ok()) {
            Matcher fault = SOURCE_AT_FAULT.matcher(exit.errorTail());
            if (fault.find()) {
                throw new MediaException(
                        ErrorCode.MEDIA_UNREADABLE, "the source can not be converted: " + fault.group());
            }
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + exit.errorTail());
        }
        double seconds = MediaLength.seconds(file);
        if (seconds <= 0) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "nothing of the source could be converted");
        }
        return seconds;
    }

    private static void tell(String line, ConvertRequest request, Progress progress) {
        double duration = request.source().duration();
        if (line.startsWith(OUT_TIME) && Character.isDigit(line.charAt(line.length() - 1)) && duration > 0) {
            double reached = Long.parseLong(line.substring(OUT_TIME.length())) / 1e6;
            progress.report(Stage.CONVERTING, Math.min(0.99, reached / duration), "converting", Counters.NONE);
        }
    }
}
