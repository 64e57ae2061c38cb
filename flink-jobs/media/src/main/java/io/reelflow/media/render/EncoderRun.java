package io.reelflow.media.render;

import io.reelflow.media.tools.Child;
import java.nio.file.Path;
import java.util.List;

/**
 * One run of ffmpeg that makes a clip, not begun: all it reads but the source lies in its directory, and what it makes
 * will.
 *
 * @param command the program and its arguments
 * @param fontConfiguration for the variable {@code FONTCONFIG_FILE}
 */
public record EncoderRun(List<String> command, Path directory, Path fontConfiguration) {
    /** The same run as a process. */
    public Child child() {
        return Child.of(command).in(directory).environment("FONTCONFIG_FILE", fontConfiguration.toString());
    }
}
