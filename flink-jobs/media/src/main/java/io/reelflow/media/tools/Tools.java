package io.reelflow.media.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the installed programs are; {@link ToolSetup} gives it.
 *
 * @param python of the virtual environment they are in
 * @param ffmpeg a static build with libass and libx264
 */
public record Tools(Path python, Path ffmpeg) {
    /** An ffmpeg command that asks nothing and overwrites what it is told to write, with the given arguments after it. */
    public List<String> ffmpeg(String... arguments) {
        return command(List.of(ffmpeg.toString(), "-hide_banner", "-nostdin", "-nostats", "-y"), arguments);
    }

    /** A yt-dlp command that reads no configuration of the machine's, with the given arguments after it. */
    public List<String> ytDlp(String... arguments) {
        // -I: no PYTHON* variables, no modules of the directory it happens to run in
        return command(List.of(python.toString(), "-I", "-m", "yt_dlp", "--ignore-config", "--no-update"), arguments);
    }

    private static List<String> command(List<String> start, String... arguments) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of(arguments));
        return command;
    }
}
