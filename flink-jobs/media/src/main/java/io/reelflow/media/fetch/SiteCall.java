package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Child;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A call of yt-dlp, ended as soon as it says that the site wants us to wait: of itself it may go on asking for the rest. */
final class SiteCall {
    private SiteCall() {}

    /** @throws MediaException {@code SOURCE_RATE_LIMITED}; any other failure is in what is returned */
    static Child.Exit run(Child child) throws MediaException, IOException, InterruptedException {
        AtomicReference<@Nullable String> said = new AtomicReference<>();
        try {
            return child.environment("LC_ALL", "C.UTF-8")
                    .errorLines(line -> {
                        if (SiteErrors.turnsUsAway(line)) {
                            said.compareAndSet(null, line);
                            throw new CancellationException("turned away");
                        }
                    })
                    .run();
        } catch (CancellationException e) {
            String line = said.get();
            if (line == null) {
                throw e;
            }
            throw SiteErrors.limited(line);
        }
    }
}
