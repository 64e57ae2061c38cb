package io.reelflow.media.convert;

import io.reelflow.media.render.Colours;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.result.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What ffmpeg is to do for a conversion. */
final class ConvertCommand {
    /** Square pixels, and an even number of them each way, which H.264 needs. */
    private static final String SHAPE = "scale=trunc(iw*sar/2)*2:trunc(ih/2)*2,setsar=1,format=yuv420p";

    private final Tools tools;
    private final int threads;
    private final ConvertRequest request;

    ConvertCommand(Tools tools, int threads, ConvertRequest request) {
        this.tools = tools;
        this.threads = threads;
        this.request = request;
    }

    /** The sound that is heard where no language is asked for, at LAME's usual quality: about 190 kbit/s. */
    Child mp3(Path file) {
        Source.Sound sound = Objects.requireNonNull(request.source().sound(), "a source with sound");
        List<String> command = start();
        command.addAll(List.of("-map", "0:" + sound.stream(), "-ac", Integer.toString(Math.min(2, sound.channels()))));
        command.addAll(List.of("-c:a", "libmp3lame", "-q:a", "2", "-id3v2_version", "3"));
        tag(command, "title", request.source().metadata().title());
        tag(command, "artist", request.source().metadata().channel());
        command.addAll(List.of("-f", "mp3", "file:" + file.toAbsolutePath()));
        return Child.of(command);
    }

    /** @param bright whether the picture is {@link io.reelflow.media.watch.DynamicRange#isHigh of a high dynamic range} */
    Child mp4(Path file, boolean copiesPicture, boolean copiesSound, boolean bright) {
        Source.Picture picture = Objects.requireNonNull(request.source().picture(), "a source with a picture");
        Source.Sound sound = request.source().sound();
        List<String> command = start();
        command.addAll(List.of("-map", "0:" + picture.stream()));
        if (sound != null) {
            command.addAll(List.of("-map", "0:" + sound.stream() + "?"));
            command.addAll(words(copiesSound ? "-c:a copy" : "-c:a aac -b:a 160k -ac 2"));
        }
        if (copiesPicture) {
            command.addAll(words("-c:v copy"));
        } else {
            command.addAll(List.of("-vf", bright ? Colours.TO_USUAL_SCREENS + "," + SHAPE : SHAPE));
            command.addAll(words("-c:v libx264 -preset veryfast -crf 20 -profile:v high -threads " + threads));
        }
        command.addAll(words("-movflags +faststart -f mp4"));
        command.add("file:" + file.toAbsolutePath());
        return Child.of(command);
    }

    private List<String> start() {
        List<String> command =
                new ArrayList<>(tools.ffmpeg("-v", "error", "-progress", "pipe:1", "-stats_period", "0.5"));
        command.addAll(Demuxers.inputOptions());
        command.addAll(List.of("-max_error_rate", "1", "-threads", Integer.toString(threads)));
        command.addAll(List.of("-i", "file:" + Path.of(request.file()).toAbsolutePath()));
        return command;
    }

    private static void tag(List<String> command, String name, @Nullable String value) {
        if (value != null) {
            command.addAll(List.of("-metadata", name + "=" + value.replaceAll("\\p{Cntrl}", " ")));
        }
    }

    private static List<String> words(String options) {
        return List.of(options.split(" "));
    }
}
