package io.reelflow.media.fetch;

import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.job.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publisher's picture of a video as {@code thumbnail.jpg}, whatever format it came in: the best of those that can be
 * had. Sites list sizes that they do not have.
 */
record Thumbnail(@Nullable String file, List<String> warnings) {
    private static final Logger LOG = LoggerFactory.getLogger(Thumbnail.class);

    static final String NAME = "thumbnail.jpg";

    private static final int TRIES = 3;
    private static final long MOST_BYTES = 20L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String FORMATS = "png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,gif,mov";

    /** At most 1920 wide; a picture is never made larger. */
    private static final String SCALE = "scale=w='min(1920,iw)':h=-2";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** @param addresses best first */
    static Thumbnail fetch(List<String> addresses, Tools tools, Outbound outbound, Path directory)
            throws MediaException, IOException, InterruptedException {
        String reason = null;
        for (String address : addresses.subList(0, Math.min(TRIES, addresses.size()))) {
            try {
                take(address, tools, outbound, directory);
                return new Thumbnail(NAME, List.of());
            } catch (MediaException e) {
                if (e.code() == ErrorCode.SOURCE_RATE_LIMITED) {
                    throw e;
                }
                LOG.info("thumbnail {}: {}", address, e.getMessage());
                reason = reason == null ? e.getMessage() : reason;
            }
        }
        return new Thumbnail(
                null, reason == null ? List.of() : List.of("the publisher's thumbnail is not stored: " + reason));
    }

    private static void take(String address, Tools tools, Outbound outbound, Path directory)
            throws MediaException, IOException, InterruptedException {
        Path part = directory.resolve("thumbnail.part");
        Path made = directory.resolve(NAME);
        try {
            new HttpDownload(outbound, FIRST_PAUSE)
                    .get(
                            HostCheck.checked(address),
                            part,
                            MOST_BYTES,
                            false,
                            Deadline.in(LONGEST),
                            (done, total) -> {});
            if (!Files.exists(part) || !converted(tools, part, made)) {
                Files.deleteIfExists(made);
                throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the address gives no picture");
            }
        } finally {
            new PartialFile(part).discard();
        }
    }

    private static boolean converted(Tools tools, Path from, Path to) throws IOException, InterruptedException {
        List<String> command = tools.ffmpeg("-protocol_whitelist", Demuxers.PROTOCOLS, "-format_whitelist", FORMATS);
        command.addAll(List.of("-i", "file:" + from, "-frames:v", "1", "-update", "1", "-vf", SCALE));
        command.addAll(List.of("-pix_fmt", "yuvj420p", "-q:v", "3", "-f", "image2", "file:" + to));
        Child.Exit exit = Child.of(command).within(LONGEST).run();
        return exit.ok() && Files.exists(to);
    }
}
