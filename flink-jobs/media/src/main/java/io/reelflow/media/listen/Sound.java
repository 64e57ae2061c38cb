package io.reelflow.media.listen;

import io.reelflow.media.MediaException;
import io.reelflow.media.tools.Child;
import io.reelflow.media.tools.Demuxers;
import io.reelflow.media.tools.Tools;
import io.reelflow.schemas.job.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/** Sound as recognition wants it, mono at 16 kHz, by ffmpeg. */
final class Sound {
    private static final float FULL_SCALE = 32_768;

    private final Tools tools;

    Sound(Tools tools) {
        this.tools = tools;
    }

    /** Hears the samples of a stream, frame after frame; the last one is filled up with silence. */
    @FunctionalInterface
    interface Frames {
        /** @param frame {@link SileroVad#FRAME} samples, −1 to 1; used again after the call */
        void accept(float[] frame) throws IOException;
    }

    /**
     * Writes one stream of a source as FLAC and hands out its samples at the same time. All channels are mixed, so that
     * a voice that is only in the centre stays; the sound begins where the source's first stream begins and has no
     * gaps, so that its times are the picture's.
     *
     * @param stream its index in the source
     * @return how many samples there are
     * @throws MediaException {@code MEDIA_UNREADABLE}: nothing of it can be decoded
     */
    long extract(Path source, int stream, Path flac, Frames frames)
            throws MediaException, IOException, InterruptedException {
        Path unfinished = flac.resolveSibling(flac.getFileName() + ".part");
        String filter =
                "[0:" + stream + "]aresample=osr=16000:ochl=mono:osf=s16:async=1:first_pts=0,asplit=2[file][pipe]";
        FrameReader reader = new FrameReader(frames);
        List<String> command = tools.ffmpeg("-loglevel", "error");
        command.addAll(Demuxers.inputOptions());
        command.addAll(List.of(
                "-i",
                "file:" + source.toAbsolutePath(),
                "-filter_complex",
                filter,
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
        Child.Exit exit = Child.of(command).bytes(reader::read).run();
        if (!exit.ok() && reader.samples == 0) {
            throw new MediaException(ErrorCode.MEDIA_UNREADABLE, "the sound of the source can not be decoded");
        }
        if (!exit.ok()) {
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + exit.errorTail());
        }
        Files.move(unfinished, flac, StandardCopyOption.ATOMIC_MOVE);
        return reader.samples;
    }

    /**
     * Samples of a file that {@link #extract} wrote.
     *
     * @param start seconds of the sound
     * @param end seconds of the sound
     */
    float[] read(Path flac, double start, double end) throws IOException, InterruptedException {
        float[] samples = new float[(int) Math.round((end - start) * SpeechEngine.SAMPLE_RATE)];
        int[] count = {0};
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
                "s16le",
                "pipe:1"));
        Child.Exit exit =
                Child.of(command).bytes(in -> count[0] = fill(in, samples)).run();
        if (!exit.ok()) {
            throw new IOException("ffmpeg ended with " + exit.code() + ": " + exit.errorTail());
        }
        if (count[0] == 0 && samples.length > 0) {
            throw new EOFException("no sound at " + seconds(start) + " s");
        }
        return samples;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.4f", Math.max(0, seconds));
    }

    /** How many samples came; the rest of {@code samples} is left silent. */
    private static int fill(InputStream in, float[] samples) throws IOException {
        byte[] bytes = in.readNBytes(samples.length * Short.BYTES);
        for (int i = 0; i < bytes.length / Short.BYTES; i++) {
            samples[i] = sample(bytes, i);
        }
        return bytes.length / Short.BYTES;
    }

    private static float sample(byte[] littleEndian, int index) {
        int low = littleEndian[2 * index] & 0xff;
        return (short) (littleEndian[2 * index + 1] << 8 | low) / FULL_SCALE;
    }

    /** Cuts a stream of bytes into frames. */
    private static final class FrameReader {
        private final Frames frames;
        private long samples;

        FrameReader(Frames frames) {
            this.frames = frames;
        }

        void read(InputStream in) throws IOException {
            float[] frame = new float[SileroVad.FRAME];
            byte[] bytes = new byte[SileroVad.FRAME * Short.BYTES];
            for (int read = bytes.length; read == bytes.length; ) {
                read = in.readNBytes(bytes, 0, bytes.length);
                int count = read / Short.BYTES;
                for (int i = 0; i < frame.length; i++) {
                    frame[i] = i < count ? sample(bytes, i) : 0;
                }
                if (count > 0) {
                    samples += count;
                    frames.accept(frame);
                }
            }
        }
    }
}
