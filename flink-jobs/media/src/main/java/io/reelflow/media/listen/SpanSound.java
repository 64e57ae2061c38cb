package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The samples of a span's chunks, read in one pass of ffmpeg: one for each chunk costs 60 ms of CPU each. */
final class SpanSound {
    private SpanSound() {}

    /**
     * Samples of each chunk.
     *
     * @param flac that {@link Sound#extract} wrote
     * @param chunks in order, not overlapping
     * @param offset of the sound's first sample in the video, seconds
     */
    static List<float[]> read(Tools tools, Path flac, List<Chunk> chunks, double offset)
            throws IOException, InterruptedException {
        List<float[]> samples = new ArrayList<>();
        if (chunks.isEmpty()) {
            return samples;
        }
        double start = chunks.get(0).start() - offset;
        double end = chunks.get(chunks.size() - 1).end() - offset;
        List<String> command = tools.ffmpeg("-loglevel", "error");
        command.addAll(Demuxers.inputOptions());
        command.addAll(List.of(
                "-ss",
                seconds(start),
                "-t",
                seconds(end - start),
                "-i",
                "file:" + flac.toAbsolutePath(),
                "-f",
                "f32le",
                "pipe:1"));
        Child.Exit exit =
                Child.of(command).bytes(in -> cut(in, chunks, samples)).run();
        if (!exit.ok()) {
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + exit.errorTail());
        }
        if (samples.size() < chunks.size()) {
            throw new EOFException(
                    "no sound at " + seconds(chunks.get(samples.size()).start() - offset) + " s");
        }
        return samples;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.4f", Math.max(0, seconds));
    }

    /** Where the sound ends inside a chunk, silence follows; chunks behind its end are left out. */
    private static void cut(InputStream in, List<Chunk> chunks, List<float[]> into) throws IOException {
        double start = chunks.get(0).start();
        long at = 0;
        for (Chunk chunk : chunks) {
            long from = Math.max(at, position(chunk.start() - start));
            float[] samples = new float[(int) (position(chunk.end() - start) - from)];
            byte[] bytes = behind(in, (from - at) * Float.BYTES, samples.length * Float.BYTES);
            if (bytes.length == 0 && samples.length > 0) {
                return;
            }
            FloatBuffer floats =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            floats.get(samples, 0, floats.limit());
            into.add(samples);
            at = from + samples.length;
        }
    }

    /** At most {@code length} bytes behind {@code skipped}; none where the stream ends before. */
    private static byte[] behind(InputStream in, long skipped, int length) throws IOException {
        try {
            in.skipNBytes(skipped);
        } catch (EOFException theSoundEnds) {
            return new byte[0];
        }
        return in.readNBytes(length);
    }

    private static long position(double seconds) {
        return Math.round(seconds * SpeechEngine.SAMPLE_RATE);
    }
}
