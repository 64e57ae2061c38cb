package io.reelflow.media.listen.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.reelflow.media.listen.SpeechEngine;
import io.reelflow.media.tools.Posix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * Whisper through ONNX Runtime, with weights and activations of 8 bits, and always the likeliest token. A call works on
 * the calling thread.
 */
public final class OnnxWhisper implements SpeechEngine {
    private static final int WINDOW_SAMPLES = 30 * SAMPLE_RATE;
    private static final float NEVER = -1e9f;
    private static final byte[] BLANK = {' '};

    private final GgmlModel model;
    private final Tokens tokens;
    private final Sessions sessions;
    private final int alignmentHeads;
    private final BlockingQueue<Heard> free = new LinkedBlockingQueue<>();
    private final List<Heard> all = new ArrayList<>();
    private final OnnxTensor allowedFirst;
    private final OnnxTensor allowed;

    private OnnxWhisper(GgmlModel model, Sessions sessions, int alignmentHeads, int calls) throws IOException {
        this.model = model;
        this.tokens = new Tokens(model.sizes().vocabulary());
        this.alignmentHeads = alignmentHeads;
        this.sessions = sessions;
        for (int i = 0; i < calls; i++) {
            Heard heard = new Heard(sessions, model.sizes());
            all.add(heard);
            free.add(heard);
        }
        this.allowed = allowed(false);
        this.allowedFirst = allowed(true);
    }

    /** Texts are made of text tokens and their end, and begin with neither that end nor a lone space. */
    private OnnxTensor allowed(boolean first) throws IOException {
        float[] scores = new float[model.sizes().vocabulary()];
        int end = tokens.end();
        Arrays.fill(scores, first ? end : end + 1, scores.length, NEVER);
        for (int i = 0; first && i < end; i++) {
            scores[i] = Arrays.equals(model.text(i), BLANK) ? NEVER : 0;
        }
        try {
            return OnnxTensor.createTensor(
                    sessions.environment(), FloatBuffer.wrap(scores), new long[] {scores.length});
        } catch (OrtException e) {
            throw new IOException("Whisper could not be set up", e);
        }
    }

    /**
     * Whether it can recognise with a file of weights.
     *
     * @param name the Whisper model in it: {@code tiny} … {@code large-v3}
     */
    public static boolean knows(String name, Path file) throws IOException {
        return !AlignmentHead.of(name).isEmpty() && GgmlModel.isReadable(file);
    }

    /**
     * @param name what Whisper model the file holds; one that it {@link #knows}
     * @param calls of {@link #recognise} at the same time
     * @throws IOException the file holds no such model
     */
    public static OnnxWhisper load(String name, Path file, int calls) throws IOException {
        GgmlModel model = GgmlModel.read(file);
        List<AlignmentHead> alignment = AlignmentHead.of(name);
        OnnxWhisper whisper = null;
        try {
            whisper = new OnnxWhisper(model, new Sessions(model, alignment), alignment.size(), calls);
            return whisper;
        } finally {
            if (whisper == null) {
                model.close();
            }
        }
    }

    @Override
    public List<Token> recognise(float[] samples, String language) throws IOException, InterruptedException {
        int[] prompt = tokens.prompt(language);
        Heard heard = free.take();
        try {
            requireNotInterrupted();
            heard.listen(samples);
            Text text =
                    new Text(tokens.end(), model.sizes().textPositions() / 2 - prompt.length, heard.chunkPositions());
            write(text, heard, prompt);
            Posix.trimNativeMemory(); // chunks differ in length: what one leaves free rarely fits the next (100 MiB)
            return text.tokens(model, alignmentHeads);
        } catch (OrtException e) {
            throw new IOException("Whisper failed", e);
        } finally {
            free.add(heard);
        }
    }

    private void write(Text text, Heard heard, int[] prompt) throws OrtException, IOException, InterruptedException {
        try (TextDecoder decoder = new TextDecoder(sessions, model, heard)) {
            text.add(decoder.next(prompt, allowedFirst), alignmentHeads, heard.positions());
            while (!text.hasEnded()) {
                requireNotInterrupted();
                text.add(decoder.next(new int[] {text.last()}, allowed), alignmentHeads, heard.positions());
            }
        }
    }

    private static void requireNotInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("recognition was interrupted");
        }
    }

    @Override
    public List<Language> languages(float[] samples) throws IOException, InterruptedException {
        List<String> known = tokens.languages();
        if (known.size() == 1) {
            return List.of(new Language(known.get(0), 1));
        }
        Heard heard = free.take();
        try {
            requireNotInterrupted();
            heard.listen(Arrays.copyOf(samples, Math.min(samples.length, WINDOW_SAMPLES)));
            try (TextDecoder decoder = new TextDecoder(sessions, model, heard)) {
                float[] scores = decoder.scores(new int[] {tokens.start()}, allowed);
                return likeliest(known, Arrays.copyOfRange(scores, tokens.language(0), tokens.language(known.size())));
            }
        } catch (OrtException e) {
            throw new IOException("Whisper could not tell the language", e);
        } finally {
            free.add(heard);
        }
    }

    private static List<Language> likeliest(List<String> known, float[] scores) {
        double top = IntStream.range(0, scores.length)
                .mapToDouble(i -> scores[i])
                .max()
                .orElse(0);
        double sum = IntStream.range(0, scores.length)
                .mapToDouble(i -> Math.exp(scores[i] - top))
                .sum();
        return IntStream.range(0, scores.length)
                .mapToObj(i -> new Language(known.get(i), Math.exp(scores[i] - top) / sum))
                .sorted(Comparator.comparingDouble(Language::probability).reversed())
                .toList();
    }

    @Override
    public boolean knows(String language) {
        return tokens.languages().contains(language);
    }

    @Override
    public void close() {
        allowed.close();
        allowedFirst.close();
        sessions.close();
        all.forEach(Heard::close);
        try {
            model.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the file of weights could not be closed", e);
        }
    }
}
