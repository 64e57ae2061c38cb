package io.reelflow.bench.chaos;

import io.reelflow.local.engine.Install;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A talk of any length: another one over and over, with pauses between of which no two are alike. */
public final class LongTalk {
    private static final int RATE = 16_000;
    private static final int SAMPLE_BYTES = 2;
    private static final int HEADER_BYTES = 44;
    /** Canonical WAV counts its bytes in 32 bits. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final double SHORTEST_PAUSE = 0.4;
    private static final double LONGEST_PAUSE = 3;
    /** Of the golden ratio: its multiples never come back to the same fraction. */
    private static final double STEP = 0.618033988749895;

    private LongTalk() {}

    /**
     * Writes a WAV file, mono, 16 kHz.
     *
     * @param talk what is said in it
     */
    public static void write(Path wav, Path talk, Duration length) throws IOException, InterruptedException {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a talk must be longer than 0 and at most " + LONGEST.toMinutes() + " minutes, not " + length);
        }
        write(wav, samples(talk), Math.multiplyExact(length.toSeconds(), RATE * SAMPLE_BYTES));
    }

    /** @param bytes of samples to write */
    static void write(Path wav, byte[] talk, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(wav), 1 << 20)) {
            out.write(header(bytes));
            long left = bytes;
            for (int i = 0; left > 0; i++) {
                byte[] next = i % 2 == 0 ? talk : new byte[pauseBytes(i / 2)];
                int count = (int) Math.min(left, next.length);
                out.write(next, 0, count);
                left -= count;
            }
        }
    }

    private static int pauseBytes(int number) {
        double share = number * STEP % 1;
        double seconds = SHORTEST_PAUSE + share * (LONGEST_PAUSE - SHORTEST_PAUSE);
        return Math.toIntExact(Math.round(seconds * RATE)) * SAMPLE_BYTES;
    }

    private static byte[] header(long bytes) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (HEADER_BYTES - 8 + bytes)).put(ascii("WAVEfmt "));
        header.putInt(16).putShort((short) 1).putShort((short) 1);
        header.putInt(RATE).putInt(RATE * SAMPLE_BYTES).putShort((short) SAMPLE_BYTES);
        header.putShort((short) (8 * SAMPLE_BYTES)).put(ascii("data")).putInt((int) bytes);
        return header.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] samples(Path talk) throws IOException, InterruptedException {
        Process ffmpeg = new ProcessBuilder(List.of(
                        ffmpeg().toString(),
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        "file:" + talk.toAbsolutePath(),
                        "-ac",
                        "1",
                        "-ar",
                        Integer.toString(RATE),
                        "-f",
                        "s16le",
                        "pipe:1"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            byte[] samples = ffmpeg.getInputStream().readAllBytes();
            int code = ffmpeg.waitFor();
            if (code != 0 || samples.length == 0) {
                throw new IOException("the sound of " + talk + " can not be decoded: ffmpeg ended with " + code);
            }
            return samples;
        } finally {
            ffmpeg.destroyForcibly();
        }
    }

    /** The one that a stack which runs has installed. */
    private static Path ffmpeg() throws IOException {
        Path tools = Install.ofEnvironment().cache().resolve("tools");
        try (Stream<Path> files = Files.find(
                tools,
                8,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().contains("/imageio_ffmpeg/binaries/ffmpeg-"))) {
            return files.findFirst()
                    .orElseThrow(() -> new IOException("no ffmpeg below " + tools + ": ./reelflow up installs it"));
        }
    }
}
