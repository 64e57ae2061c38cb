package io.reelflow.media.listen;

import io.reelflow.media.MediaException;
import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.result.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Sound as recognition wants it, mono at 16 kHz, by ffmpeg. */
final class Sound {
    private static final Set<String> JUMPING_CLOCK = Set.of("mpegts", "mpeg", "ogg");

    private final Tools tools;

    Sound(Tools tools) {
        this.tools = tools;
    }

    /**
     * What was extracted.
     *
     * @param samples at 16 kHz
     * @param lost packets that could not be decoded; silence is where they were
     * @param opposite the two sides were opposite: little is left of them in their sum
     */
    record Extracted(long samples, long lost, boolean opposite) {}

    /**
     * Writes one stream of a source as FLAC and hands out its samples at the same time. The sound begins where the
     * source's first stream begins and has no gaps, so that its times are the picture's; what can not be decoded is
     * passed over.
     *
     * @throws MediaException {@code MEDIA_UNREADABLE}: nothing of it can be decoded
     */
    Extracted extract(Path file, Source source, Source.Sound stream, Mix mix, Path flac, FrameReader.Frames frames)
            throws MediaException, IOException, InterruptedException {
        Path unfinished = flac.resolveSibling(flac.getFileName() + ".part");
        FrameReader reader = new FrameReader(mix.channels(stream), frames);
        LongAdder lost = new LongAdder();
        List<String> command = tools.ffmpeg("-loglevel", "error", "-max_error_rate", "1");
        command.addAll(Demuxers.inputOptions());
        command.addAll(List.of(
                "-i",
                "file:" + file.toAbsolutePath(),
                "-filter_complex",
                mix.graph(stream),
                "-map",
                "[file]",
                "-f",
                "flac",
                unfinished.toString(),
                "-map",
                "[pipe]",
                "-f",
                "s16le",
                "pipe:1"));
        command.addAll(clock(source));
        Child.Exit exit = Child.of(command)
                .bytes(reader::read)
                .errorLines(line -> lost.add(isLoss(line) ? 1 : 0))
                .run();
        if (reader.samples() == 0 && (!exit.ok() || lost.sum() > 0)) {
            Files.deleteIfExists(unfinished);
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the sound of the source can not be decoded");
        }
        if (!exit.ok()) {
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + exit.errorTail());
        }
        Files.move(unfinished, flac, StandardCopyOption.ATOMIC_MOVE);
        return new Extracted(reader.samples(), lost.sum(), reader.opposite());
    }

    /**
     * Options that make the picture count for where time begins. In containers whose clock may jump, ffmpeg counts from
     * the first of those streams that it reads; elsewhere from the first of all.
     */
    private static List<String> clock(Source source) {
        Source.Picture picture = source.picture();
        String container = Objects.requireNonNullElse(source.container(), "");
        return picture == null || !JUMPING_CLOCK.contains(container)
                ? List.of()
                : List.of("-map", "0:" + picture.stream(), "-c:v", "copy", "-f", "null", "-");
    }

    private static boolean isLoss(String line) {
        return line.contains("Error submitting packet to decoder") || line.contains("Decoding error");
    }

    /**
     * Samples of a file that {@link #extract} wrote.
     *
     * @param start seconds of the sound
     * @param end seconds of the sound
     */
    float[] read(Path flac, double start, double end) throws IOException, InterruptedException {
        return SpanSound.read(tools, flac, List.of(new Chunk(start, end, List.of())), 0)
                .get(0);
    }
}
