package io.reelflow.media.listen.whisper;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/** Public because JNA makes it. {@code whisper_full_params} of whisper.cpp 1.7.1: 264 bytes. Names are the header's. */
@FieldOrder({
    "strategy",
    "n_threads",
    "n_max_text_ctx",
    "offset_ms",
    "duration_ms",
    "translate",
    "no_context",
    "no_timestamps",
    "single_segment",
    "print_special",
    "print_progress",
    "print_realtime",
    "print_timestamps",
    "token_timestamps",
    "thold_pt",
    "thold_ptsum",
    "max_len",
    "split_on_word",
    "max_tokens",
    "debug_mode",
    "audio_ctx",
    "tdrz_enable",
    "suppress_regex",
    "initial_prompt",
    "prompt_tokens",
    "prompt_n_tokens",
    "language",
    "detect_language",
    "suppress_blank",
    "suppress_nst",
    "temperature",
    "max_initial_ts",
    "length_penalty",
    "temperature_inc",
    "entropy_thold",
    "logprob_thold",
    "no_speech_thold",
    "best_of",
    "beam_size",
    "patience",
    "new_segment_callback",
    "new_segment_user_data",
    "progress_callback",
    "progress_user_data",
    "encoder_begin_callback",
    "encoder_begin_user_data",
    "abort_callback",
    "abort_user_data",
    "logits_filter_callback",
    "logits_filter_user_data",
    "grammar_rules",
    "n_grammar_rules",
    "i_start_rule",
    "grammar_penalty"
})
public class FullParameters extends Structure {
    public int strategy;
    public int n_threads;
    public int n_max_text_ctx;
    public int offset_ms;
    public int duration_ms;
    public byte translate;
    public byte no_context;
    public byte no_timestamps;
    public byte single_segment;
    public byte print_special;
    public byte print_progress;
    public byte print_realtime;
    public byte print_timestamps;
    public byte token_timestamps;
    public float thold_pt;
    public float thold_ptsum;
    public int max_len;
    public byte split_on_word;
    public int max_tokens;
    public byte debug_mode;
    public int audio_ctx;
    public byte tdrz_enable;
    public @Nullable Pointer suppress_regex;
    public @Nullable Pointer initial_prompt;
    public @Nullable Pointer prompt_tokens;
    public int prompt_n_tokens;
    public @Nullable Pointer language;
    public byte detect_language;
    public byte suppress_blank;
    public byte suppress_nst;
    public float temperature;
    public float max_initial_ts;
    public float length_penalty;
    public float temperature_inc;
    public float entropy_thold;
    public float logprob_thold;
    public float no_speech_thold;
    public int best_of;
    public int beam_size;
    public float patience;
    public @Nullable Pointer new_segment_callback;
    public @Nullable Pointer new_segment_user_data;
    public @Nullable Pointer progress_callback;
    public @Nullable Pointer progress_user_data;
    public WhisperLibrary.@Nullable EncoderBeginCallback encoder_begin_callback;
    public @Nullable Pointer encoder_begin_user_data;
    public WhisperLibrary.@Nullable AbortCallback abort_callback;
    public @Nullable Pointer abort_user_data;
    public @Nullable Pointer logits_filter_callback;
    public @Nullable Pointer logits_filter_user_data;
    public @Nullable Pointer grammar_rules;
    public long n_grammar_rules;
    public long i_start_rule;
    public float grammar_penalty;

    public static final class ByValue extends FullParameters implements Structure.ByValue {}
}
