package io.reelflow.meaning;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Vectors of all-MiniLM-L6-v2 (quantised; Apache-2.0), which comes as a library: English. Loaded once for each process, when
 * first asked. One thread and no arena: texts are short, and the process shares its cores.
 */
public final class SentenceModel {
    public static final int DIMENSIONS = 384;

    private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR"; // of DJL

    private SentenceModel() {}

    /** Names the folder for the tokenizer's native library, which else goes below the user's home. First call wins. */
    public static void unpackInto(Path cache) {
        if (System.getenv(ENGINE_CACHE) == null && System.getProperty(ENGINE_CACHE) == null) {
            System.setProperty(ENGINE_CACHE, cache.resolve("native").toString());
        }
    }

    /** Of length one; zero for text without words. */
    public static float[] vector(String text) {
        return text.isBlank()
                ? new float[DIMENSIONS]
                : Model.INSTANCE.embed(text).content().vector();
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

        /** Read from a file: through the heap, which is small where only questions are asked, it would go twice. */
        private static OnnxBertBiEncoder load() {
            try (InputStream model = resource(MODEL);
                    InputStream tokenizer = resource(TOKENIZER);
                    var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setCPUArenaAllocator(false);
                Path file = Files.createTempFile("reelflow-", ".onnx");
                try {
                    Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
                    OrtEnvironment environment = OrtEnvironment.getEnvironment();
                    OrtSession session = environment.createSession(file.toString(), options);
                    return new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN);
                } finally {
                    Files.delete(file);
                }
            } catch (OrtException e) {
                throw new IllegalStateException("the sentence model " + MODEL + " does not load", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InputStream resource(String name) throws IOException {
            InputStream stream = SentenceModel.class.getResourceAsStream(name);
            if (stream == null) {
                throw new IOException("not on the classpath: " + name);
            }
            return stream;
        }
    }
}
