package io.reelflow.media.listen.whisper;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/**
 * {@code whisper.h} of whisper.cpp 1.7.1, as far as it is used. Layouts belong to that version only. A C {@code bool}
 * is a Java {@code byte}, as a callback's result too. Names are the header's.
 */
@SuppressWarnings({"checkstyle:all", "MemberName", "MethodName"})
interface WhisperLibrary extends Library {
    int GREEDY = 0;

    ContextParameters.ByValue whisper_context_default_params();

    @Nullable
    Pointer whisper_init_from_file_with_params_no_state(String path, ContextParameters.ByValue parameters);

    @Nullable
    Pointer whisper_init_state(Pointer context);

    void whisper_free(Pointer context);

    void whisper_free_state(Pointer state);

    FullParameters.ByValue whisper_full_default_params(int strategy);

    int whisper_full_with_state(
            Pointer context, Pointer state, FullParameters.ByValue parameters, float[] samples, int count);

    int whisper_full_n_segments_from_state(Pointer state);

    int whisper_full_n_tokens_from_state(Pointer state, int segment);

    Pointer whisper_full_get_token_text_from_state(Pointer context, Pointer state, int segment, int token);

    TokenData.ByValue whisper_full_get_token_data_from_state(Pointer state, int segment, int token);

    int whisper_token_eot(Pointer context);

    int whisper_is_multilingual(Pointer context);

    int whisper_pcm_to_mel_with_state(Pointer context, Pointer state, float[] samples, int count, int threads);

    int whisper_lang_auto_detect_with_state(
            Pointer context, Pointer state, int offsetMillis, int threads, float[] probabilities);

    int whisper_lang_max_id();

    int whisper_lang_id(String code);

    String whisper_lang_str(int id);

    void whisper_log_set(LogCallback callback, @Nullable Pointer user);

    interface LogCallback extends Callback {
        void call(int level, String text, @Nullable Pointer user);
    }

    interface EncoderBeginCallback extends Callback {
        /** Zero: end without recognising anything. */
        byte call(Pointer context, Pointer state, @Nullable Pointer user);
    }

    interface AbortCallback extends Callback {
        /** Not zero: stop. Called on the thread that runs {@code whisper_full}. */
        byte call(@Nullable Pointer user);
    }

    /** {@code whisper_context_params}. */
    @FieldOrder({
        "use_gpu",
        "flash_attn",
        "gpu_device",
        "dtw_token_timestamps",
        "dtw_aheads_preset",
        "dtw_n_top",
        "dtw_n_heads",
        "dtw_heads",
        "dtw_mem_size"
    })
    class ContextParameters extends Structure {
        public byte use_gpu;
        public byte flash_attn;
        public int gpu_device;
        public byte dtw_token_timestamps;
        public int dtw_aheads_preset;
        public int dtw_n_top;
        public long dtw_n_heads;
        public @Nullable Pointer dtw_heads;
        public long dtw_mem_size;

        public static final class ByValue extends ContextParameters implements Structure.ByValue {}
    }

    /** {@code whisper_token_data}: 56 bytes, times in 10 ms. */
    @FieldOrder({"id", "tid", "p", "plog", "pt", "ptsum", "t0", "t1", "t_dtw", "vlen"})
    class TokenData extends Structure {
        public int id;
        public int tid;
        public float p;
        public float plog;
        public float pt;
        public float ptsum;
        public long t0;
        public long t1;
        public long t_dtw;
        public float vlen;

        public static final class ByValue extends TokenData implements Structure.ByValue {}
    }
}
