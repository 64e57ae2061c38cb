package io.reelflow.media.listen.whisper;

import com.sun.jna.Memory;
import io.reelflow.media.listen.whisper.WhisperLibrary.ContextParameters;
import io.reelflow.schemas.job.WhisperModels;
import java.util.Map;

/** The attention heads that say when a token was spoken: whisper.cpp knows them by a number for each size. */
final class AlignmentHeads {
    /** {@code WHISPER_AHEADS_…} of whisper.cpp 1.7.1. */
    private static final Map<String, Integer> PRESETS = Map.of(
            "tiny.en",
            3,
            "tiny",
            4,
            "base.en",
            5,
            "base",
            6,
            "small.en",
            7,
            "small",
            8,
            "medium.en",
            9,
            "medium",
            10,
            "large-v2",
            12,
            "large-v3",
            13);

    private static final int CUSTOM = 2;

    /** Layers and heads of large-v3-turbo, as OpenAI publishes them; 1.7.1 has no number for them yet. */
    private static final int[] TURBO = {2, 4, 2, 11, 3, 3, 3, 6, 3, 11, 3, 14};

    /** Read by the library as long as a context lives. */
    private static final Memory TURBO_HEADS = memory(TURBO);

    private AlignmentHeads() {}

    /** @throws IllegalArgumentException the model is none of {@link WhisperModels#NAMES} */
    static void choose(ContextParameters parameters, String model) {
        String size = WhisperModels.size(model);
        parameters.dtw_token_timestamps = 1;
        if (size.equals("large-v3-turbo")) {
            parameters.dtw_aheads_preset = CUSTOM;
            parameters.dtw_n_heads = TURBO.length / 2;
            parameters.dtw_heads = TURBO_HEADS;
            return;
        }
        Integer preset = PRESETS.get(size);
        if (preset == null) {
            throw new IllegalArgumentException("model '" + model + "' must be one of " + WhisperModels.NAMES);
        }
        parameters.dtw_aheads_preset = preset;
    }

    private static Memory memory(int[] numbers) {
        Memory memory = new Memory((long) Integer.BYTES * numbers.length);
        memory.write(0, numbers, 0, numbers.length);
        return memory;
    }
}
