package io.reelflow.media.watch;

import io.reelflow.media.MediaException;
import java.nio.file.Path;

/** How long a media file is. */
public final class MediaLength {
    private MediaLength() {}

    /**
     * Seconds, of its longest stream; 0 where the file does not say.
     *
     * @throws MediaException {@code MEDIA_UNREADABLE}
     */
    public static double seconds(Path file) throws MediaException {
        try (Container container = Container.open(file)) {
            return container.duration();
        }
    }
}
