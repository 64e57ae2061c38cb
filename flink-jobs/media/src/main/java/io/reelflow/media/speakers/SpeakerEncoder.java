package io.reelflow.media.speakers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Resemblyzer's encoder of voices. Safe for use by several threads; a call works on the calling one. */
public final class SpeakerEncoder implements AutoCloseable {
    /** Windows in one call: 16 take 10 MB in the first layer. */
    private static final int BATCH = 16;

    private static final int SAMPLE_RATE = 16_000;
    private static final int WIDTH = 256;
    /** Speech below −30 dBFS is amplified to it, as in training. */
    private static final double LOUDNESS = Math.pow(10, -30 / 20.0);

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    public SpeakerEncoder(Path model) throws IOException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        } catch (OrtException e) {
            throw new IOException("the encoder of voices could not be loaded", e);
        }
    }

    /**
     * The windows of what is said in a piece of sound, in order.
     *
     * @param samples mono, 16 kHz
     * @param start of the first sample, seconds of the video
     * @param speech stretches that hold speech, in order, to the nearest pause; seconds of the video
     */
    public List<Window> windows(float[] samples, double start, List<Stretch> speech)
            throws IOException, InterruptedException {
        List<WindowPlan> plan = WindowPlan.of(speech.stream()
                .map(s -> new Stretch(s.start() - start, s.end() - start))
                .toList());
        float[] mels = Mels.of(samples);
        List<Window> windows = new ArrayList<>();
        for (int from = 0; from < plan.size(); from += BATCH) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            List<WindowPlan> batch = plan.subList(from, Math.min(plan.size(), from + BATCH));
            float[] embeddings = run(input(batch, samples, mels));
            for (int i = 0; i < batch.size(); i++) {
                Stretch time = batch.get(i).time();
                float[] embedding = new float[WIDTH];
                System.arraycopy(embeddings, i * WIDTH, embedding, 0, WIDTH);
                windows.add(new Window(new Stretch(time.start() + start, time.end() + start), embedding));
            }
        }
        return windows;
    }

    private static FloatBuffer input(List<WindowPlan> batch, float[] samples, float[] mels) {
        FloatBuffer input = FloatBuffer.allocate(batch.size() * WindowPlan.FRAMES * Mels.BANDS);
        for (WindowPlan window : batch) {
            float gain = gain(samples, window.turn());
            for (int frame = 0; frame < WindowPlan.FRAMES; frame++) {
                for (int band = 0; band < Mels.BANDS; band++) {
                    int at = (window.start() + frame) * Mels.BANDS + band;
                    input.put(at >= 0 && at < mels.length ? mels[at] * gain * gain : 0);
                }
            }
        }
        return input.flip();
    }

    private static float gain(float[] samples, Stretch turn) {
        int from = Math.max(0, (int) (turn.start() * SAMPLE_RATE));
        int to = Math.min(samples.length, (int) (turn.end() * SAMPLE_RATE));
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += samples[i] * samples[i];
        }
        double loudness = Math.sqrt(energy / Math.max(1, to - from));
        return loudness > 0 ? (float) Math.max(1, LOUDNESS / loudness) : 1;
    }

    private float[] run(FloatBuffer mels) throws IOException {
        long[] shape = {mels.remaining() / (WindowPlan.FRAMES * Mels.BANDS), WindowPlan.FRAMES, Mels.BANDS};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, mels, shape);
                OrtSession.Result result = session.run(Map.of("mels", input))) {
            FloatBuffer output = ((OnnxTensor) result.get("embedding").orElseThrow()).getFloatBuffer();
            float[] embeddings = new float[output.remaining()];
            output.get(embeddings);
            return embeddings;
        } catch (OrtException e) {
            throw new IOException("the encoder of voices failed", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the encoder of voices could not be closed", e);
        }
    }
}
