package io.reelflow.media.listen;

import io.reelflow.media.MediaConfig;
import io.reelflow.media.MediaException;
import io.reelflow.media.listen.onnx.OnnxWhisper;
import io.reelflow.media.listen.whisper.WhisperEngine;
import io.reelflow.media.models.Models;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.JobOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Warm engines of this process, one for each model in use. An engine nobody uses stays warm until another model is
 * asked for or the process rests, so that memory holds one model at most.
 */
final class Engines {
    private static final Map<String, Shared> WARM = new HashMap<>();

    private Engines() {}

    /** An engine in use; closing gives it back. */
    record Lease(SpeechEngine engine, Runnable giveBack) implements AutoCloseable {
        @Override
        public void close() {
            giveBack.run();
        }
    }

    /** @param lines hears what is done to get the model, a line each */
    static Lease lease(MediaConfig config, String model, Consumer<String> lines)
            throws MediaException, IOException, InterruptedException {
        if (!JobOptions.WHISPER_MODELS.contains(model)) {
            throw new MediaException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "whisper_model '" + model + "': must be one of " + String.join(", ", JobOptions.WHISPER_MODELS));
        }
        Models.Lease weights = new Models(config).lease(model, lines);
        Shared shared = null;
        try {
            shared = taken(config, model, weights.file());
            Shared leased = shared;
            return new Lease(shared.engine, () -> giveBack(leased, weights));
        } finally {
            if (shared == null) {
                weights.close();
            }
        }
    }

    private static Shared taken(MediaConfig config, String model, Path file) throws MediaException, IOException {
        synchronized (WARM) {
            Shared shared = WARM.get(file.toString());
            if (shared == null) {
                closeUnused();
                shared = new Shared(load(config, model, file));
                WARM.put(file.toString(), shared);
            }
            shared.users++;
            return shared;
        }
    }

    /** The faster engine where it knows the model: see decision 20. */
    private static SpeechEngine load(MediaConfig config, String model, Path file) throws MediaException, IOException {
        return OnnxWhisper.knows(model, file)
                ? OnnxWhisper.load(model, file, config.threads())
                : WhisperEngine.load(config.cache(), model, file, config.threads());
    }

    private static void giveBack(Shared shared, Models.Lease weights) {
        synchronized (WARM) {
            shared.users--;
        }
        weights.close();
    }

    static void closeUnused() {
        synchronized (WARM) {
            Iterator<Shared> engines = WARM.values().iterator();
            while (engines.hasNext()) {
                Shared shared = engines.next();
                if (shared.users == 0) {
                    engines.remove();
                    shared.engine.close();
                }
            }
        }
    }

    private static final class Shared {
        private final SpeechEngine engine;
        private int users;

        Shared(SpeechEngine engine) {
            this.engine = engine;
        }
    }
}
