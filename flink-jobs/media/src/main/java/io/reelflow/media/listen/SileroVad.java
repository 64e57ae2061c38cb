package io.reelflow.media.listen;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The probability of speech for each frame of 32 ms: Silero v6, whole blocks of frames in one call (340 times as fast as
 * the sound on one thread, a frame at a time 60 times). Quiet sound is raised for the model; frames without any energy
 * are not shown to it, so that hours of silence take seconds. One stream of sound; not safe for use by several threads.
 */
final class SileroVad implements AutoCloseable {
    /** Samples at 16 kHz. */
    static final int FRAME = 512;

    private static final int CONTEXT = 64;
    private static final int BLOCK = 512;
    private static final int STATE = 128;
    /** −70 dB: below it is no speech that could be recognised. */
    private static final float QUIET = 0.0003f;
    /**
     * −12 dB: quieter sound is raised until its peaks reach this, by 40 dB at most. Of speech (four files, 91 s) at 30,
     * 40 and 50 dB under its level the model finds 86%, 57% and 6% as it is, and 100%, 99% and 95% raised; of white,
     * pink, brown, blue and violet noise, at any of these levels, nothing either way.
     */
    private static final float PEAK = 0.25f;

    private static final float LEAST_PEAK = PEAK / 100;
    /** What was loud is forgotten by half in 10 s. */
    private static final float FORGETTING = 0.9978f;
    /** Quiet frames that are still shown: half a second, so that the end of speech is found where it is. */
    private static final int QUIET_FRAMES_SHOWN = 16;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final float[] block = new float[BLOCK * (CONTEXT + FRAME)];
    private final float[] context = new float[CONTEXT];
    private float[] hidden = new float[STATE];
    private float[] cell = new float[STATE];
    private float[] probabilities = new float[1024];
    private int frames;
    private int waiting;
    private int shown;
    private int quiet;
    private float peak = LEAST_PEAK;

    SileroVad(Path model) throws IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        } catch (OrtException e) {
            throw new IOException("the model of Silero VAD could not be loaded", e);
        }
    }

    /** The next frame. */
    void accept(float[] frame) throws IOException {
        float loudest = loudest(frame);
        peak = Math.max(Math.max(loudest, peak * FORGETTING), LEAST_PEAK);
        quiet = loudest < QUIET ? quiet + 1 : 0;
        if (quiet > QUIET_FRAMES_SHOWN) {
            flush();
            Arrays.fill(hidden, 0);
            Arrays.fill(cell, 0);
            append(0);
        } else {
            show(frame, Math.max(1, PEAK / peak));
        }
        System.arraycopy(frame, FRAME - CONTEXT, context, 0, CONTEXT);
    }

    private void show(float[] frame, float gain) throws IOException {
        int at = waiting * (CONTEXT + FRAME);
        for (int i = 0; i < CONTEXT; i++) {
            block[at + i] = context[i] * gain;
        }
        for (int i = 0; i < FRAME; i++) {
            block[at + CONTEXT + i] = frame[i] * gain;
        }
        shown++;
        if (++waiting == BLOCK) {
            flush();
        }
    }

    /** Of all frames so far. */
    float[] probabilities() throws IOException {
        flush();
        return Arrays.copyOf(probabilities, frames);
    }

    /** Frames that the model was shown. */
    int shown() {
        return shown;
    }

    private static float loudest(float[] frame) {
        float loudest = 0;
        for (float sample : frame) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }

    private void flush() throws IOException {
        if (waiting == 0) {
            return;
        }
        FloatBuffer samples = FloatBuffer.wrap(block, 0, waiting * (CONTEXT + FRAME));
        try (OnnxTensor input = OnnxTensor.createTensor(environment, samples, new long[] {waiting, CONTEXT + FRAME});
                OnnxTensor h = state(hidden);
                OnnxTensor c = state(cell);
                OrtSession.Result result = session.run(Map.of("input", input, "h", h, "c", c))) {
            for (float probability : floats(result, "speech_probs")) {
                append(probability);
            }
            hidden = floats(result, "hn");
            cell = floats(result, "cn");
            waiting = 0;
        } catch (OrtException e) {
            throw new IOException("Silero VAD failed", e);
        }
    }

    private OnnxTensor state(float[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, STATE});
    }

    private static float[] floats(OrtSession.Result result, String name) {
        FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private void append(float probability) {
        if (frames == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, frames * 2);
        }
        probabilities[frames++] = probability;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("Silero VAD could not be closed", e);
        }
    }
}
