package io.reelflow.media.listen;

import java.io.IOException;
import java.io.InputStream;

/** Cuts PCM (16 bits, little-endian, one channel or two) into frames of one channel, the mean of both. */
final class FrameReader {
    private static final float FULL_SCALE = 32_768;

    private final int channels;
    private final Frames frames;
    private final Opposition opposition = new Opposition();
    private final float[] frame = new float[SileroVad.FRAME];
    private long samples;

    FrameReader(int channels, Frames frames) {
        this.channels = channels;
        this.frames = frames;
    }

    /** Hears the samples of a stream, frame after frame; the last one is filled up with silence. */
    @FunctionalInterface
    interface Frames {
        /** @param frame {@link SileroVad#FRAME} samples, −1 to 1; used again after the call */
        void accept(float[] frame) throws IOException;
    }

    void read(InputStream in) throws IOException {
        byte[] bytes = new byte[SileroVad.FRAME * channels * Short.BYTES];
        for (int read = bytes.length; read == bytes.length; ) {
            read = in.readNBytes(bytes, 0, bytes.length);
            int count = read / (channels * Short.BYTES);
            if (count > 0) {
                if (channels == 1) {
                    one(bytes, count);
                } else {
                    two(bytes, count);
                }
                samples += count;
                frames.accept(frame);
            }
        }
    }

    /** How many there were, for each channel. */
    long samples() {
        return samples;
    }

    /** The two sides were opposite. */
    boolean opposite() {
        return opposition.found();
    }

    private void one(byte[] bytes, int count) {
        for (int i = 0; i < frame.length; i++) {
            frame[i] = i < count ? sample(bytes, i) : 0;
        }
    }

    private void two(byte[] bytes, int count) {
        double left = 0;
        double right = 0;
        double sum = 0;
        for (int i = 0; i < frame.length; i++) {
            float l = i < count ? sample(bytes, 2 * i) : 0;
            float r = i < count ? sample(bytes, 2 * i + 1) : 0;
            frame[i] = (l + r) / 2;
            left += l * l;
            right += r * r;
            sum += frame[i] * frame[i];
        }
        opposition.accept(left / frame.length, right / frame.length, sum / frame.length);
    }

    /** −1 to 1. */
    private static float sample(byte[] littleEndian, int index) {
        int low = littleEndian[2 * index] & 0xff;
        return (short) (littleEndian[2 * index + 1] << 8 | low) / FULL_SCALE;
    }
}
