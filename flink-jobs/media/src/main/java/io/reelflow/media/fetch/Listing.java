package io.reelflow.media.fetch;

import io.reelflow.media.Progress;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.Stage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Takes the videos of a list one by one, keeps those that are wanted in a file, and counts the others. */
final class Listing implements AutoCloseable {
    /** Whoever reads along is told after so many. */
    private static final int STEP = 100;

    private final OutputStream out;
    private final VideoFilter filter;
    private final long most;
    private final Progress progress;
    private final Map<String, Long> skipped = new TreeMap<>();
    private long listed;
    private long kept;
    private @Nullable String title;

    /** It has as many as were wanted. */
    static final class Full extends CancellationException {
        private static final long serialVersionUID = 1;
    }

    Listing(ChannelRequest request, Path file, Progress progress) throws IOException {
        this.filter = new VideoFilter(request);
        this.most = request.maxVideos() == null ? Long.MAX_VALUE : request.maxVideos();
        this.progress = progress;
        this.out = Files.newOutputStream(file);
    }

    /** The first name that the list gives itself counts. */
    void title(@Nullable String name) {
        if (title == null && name != null && !name.isBlank()) {
            title = name.strip();
        }
    }

    /**
     * @throws Full it has as many as were wanted
     * @throws UncheckedIOException our disk failed
     */
    void take(ListedVideo video) {
        listed++;
        String reason = filter.reason(video);
        if (reason != null) {
            skip(reason);
            return;
        }
        try {
            out.write((Json.text(video) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the list could not be written", e);
        }
        kept++;
        if (kept % STEP == 0) {
            report();
        }
        if (kept >= most) {
            throw new Full();
        }
    }

    /** Something is listed that is no video. */
    void passOver(String reason) {
        listed++;
        skip(reason);
    }

    long listed() {
        return listed;
    }

    ListFound found(boolean complete) {
        report();
        return new ListFound(title, listed, Map.copyOf(skipped), complete);
    }

    private void skip(String reason) {
        skipped.merge(reason, 1L, Long::sum);
    }

    private void report() {
        // Nobody knows how long the list is: it only rises.
        double fraction = listed / (listed + 1_000.0);
        progress.report(Stage.EXTRACTING_METADATA, fraction, listed + " videos listed", null);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
