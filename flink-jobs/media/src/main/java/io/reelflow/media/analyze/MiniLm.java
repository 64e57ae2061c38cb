package io.reelflow.media.analyze;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentence vectors of all-MiniLM-L6-v2 (quantised; Apache-2.0): English. Loaded once for each process, when first
 * asked. One thread and no arena: a talk has a few hundred sentences, and the process shares its cores.
 */
final class MiniLm implements Embedding {
    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR"; // of DJL

    private MiniLm() {}

    /** Names the folder for the tokenizer's native library, which else goes below the user's home. First call wins. */
    static void unpackInto(Path cache) {
        if (System.getenv(ENGINE_CACHE) == null && System.getProperty(ENGINE_CACHE) == null) {
            System.setProperty(ENGINE_CACHE, cache.resolve("native").toString());
        }
    }

    static MiniLm instance() {
        return Holder.INSTANCE;
    }

    @Override
    public List<float[]> of(List<String> texts) throws InterruptedException {
        var vectors = new ArrayList<float[]>(texts.size());
        for (String text : texts) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while embedding text");
            }
            vectors.add(
                    text.isBlank()
                            ? new float[384]
                            : Model.INSTANCE.embed(text).content().vector());
        }
        return vectors;
    }

    private static final class Holder {
        private static final MiniLm INSTANCE = new MiniLm();
    }

    private static final class Model extends AbstractInProcessEmbeddingModel {
        private static final Model INSTANCE = new Model();

        private final OnnxBertBiEncoder encoder = load();

        private Model() {
            super(Runnable::run);
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }

        private static OnnxBertBiEncoder load() {
            try (InputStream model = resource(MODEL);
                    InputStream tokenizer = resource(TOKENIZER);
                    var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setCPUArenaAllocator(false);
                OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession session = environment.createSession(model.readAllBytes(), options);
                return new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN);
            } catch (OrtException e) {
                throw new IllegalStateException("the sentence model " + MODEL + " does not load", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InputStream resource(String name) throws IOException {
            InputStream stream = MiniLm.class.getResourceAsStream(name);
            if (stream == null) {
                throw new IOException("not on the classpath: " + name);
            }
            return stream;
        }
    }
}
