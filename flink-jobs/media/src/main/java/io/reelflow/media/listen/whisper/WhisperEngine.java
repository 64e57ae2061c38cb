package io.reelflow.media.listen.whisper;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.reelflow.media.MediaException;
import io.reelflow.media.listen.SpeechEngine;
import io.reelflow.media.listen.whisper.WhisperLibrary.ContextParameters;
import io.reelflow.media.listen.whisper.WhisperLibrary.TokenData;
import io.reelflow.schemas.job.ErrorCode;
import io.reelflow.schemas.job.WhisperModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Whisper through whisper.cpp 1.7.1. One context (the weights) and a pool of states, each used by one thread at a time:
 * two states of one thread are 1.35 times as fast as one state of two threads, and a state that is used again does not
 * let the process grow.
 */
public final class WhisperEngine implements SpeechEngine {
    private static final int WINDOW_SECONDS = 30;
    /** Whisper passes over what is shorter than a second. */
    private static final int SHORTEST_SAMPLES = SAMPLE_RATE * 11 / 10;

    private static final int FULL_AUDIO_CONTEXT = 1500;
    private static final int AUDIO_CONTEXT_PER_SECOND = 50;

    private final WhisperLibrary library;
    private final Pointer context;
    private final BlockingQueue<Pointer> states = new LinkedBlockingQueue<>();
    private final List<Pointer> allStates = new ArrayList<>();
    private final boolean multilingual;
    private final int endOfText;

    private WhisperEngine(WhisperLibrary library, Pointer context) {
        this.library = library;
        this.context = context;
        this.multilingual = library.whisper_is_multilingual(context) != 0;
        this.endOfText = library.whisper_token_eot(context);
    }

    /**
     * @param cache of the machine: the native libraries are unpacked below it
     * @param model what Whisper model the file holds: one of {@link WhisperModels#NAMES}
     * @param states chunks that are recognised at the same time
     * @throws MediaException {@code MODEL_UNAVAILABLE}: the file holds no such model, or this machine can not run it
     */
    public static WhisperEngine load(Path cache, String model, Path file, int states)
            throws MediaException, IOException {
        WhisperLibrary library = WhisperNatives.library(cache);
        ContextParameters.ByValue parameters = library.whisper_context_default_params();
        parameters.use_gpu = 0;
        parameters.flash_attn = 0; // three times slower on the CPU in this version
        AlignmentHeads.choose(parameters, model);
        Pointer context = library.whisper_init_from_file_with_params_no_state(file.toString(), parameters);
        if (context == null) {
            throw new MediaException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "model '" + model + "': the file " + file.getFileName() + " could not be read as a Whisper model");
        }
        WhisperEngine engine = new WhisperEngine(library, context);
        for (int i = 0; i < states; i++) {
            engine.addState();
        }
        return engine;
    }

    private void addState() throws IOException {
        Pointer state = library.whisper_init_state(context);
        if (state == null) {
            close();
            throw new IOException("Whisper could not get the memory for a state");
        }
        allStates.add(state);
        states.add(state);
    }

    @Override
    public List<Token> recognise(float[] samples, String language) throws IOException, InterruptedException {
        Pointer state = states.take();
        try {
            FullParameters.ByValue parameters = parameters(samples.length, language);
            float[] padded = samples.length < SHORTEST_SAMPLES ? Arrays.copyOf(samples, SHORTEST_SAMPLES) : samples;
            int error = library.whisper_full_with_state(context, state, parameters, padded, padded.length);
            if (Thread.interrupted()) {
                throw new InterruptedException("recognition was interrupted");
            }
            if (error != 0) {
                throw new IOException("Whisper ended with error " + error);
            }
            return tokens(state);
        } finally {
            states.add(state);
        }
    }

    private FullParameters.ByValue parameters(int samples, String language) {
        FullParameters.ByValue parameters = library.whisper_full_default_params(WhisperLibrary.GREEDY);
        parameters.n_threads = 1;
        parameters.language = cString(whisperCode(language));
        parameters.no_context = 1;
        parameters.no_timestamps = 1; // segments are built from words; fewer errors (.035 against .049)
        parameters.token_timestamps = 1; // asks for the alignment
        parameters.suppress_nst = 0; // 1 invents sentences in silence
        parameters.print_progress = 0;
        parameters.print_timestamps = 0;
        parameters.audio_ctx = audioContext(samples);
        parameters.abort_callback = user -> (byte) (Thread.currentThread().isInterrupted() ? 1 : 0);
        return parameters;
    }

    /** Only as much of the encoder's window as there is sound, and a little: 1.76 times as fast; 0 is all of it. */
    private static int audioContext(int samples) {
        double seconds = (double) samples / SAMPLE_RATE;
        int needed = ((int) Math.ceil(seconds * AUDIO_CONTEXT_PER_SECOND) + 64 + 7) / 8 * 8;
        return needed >= FULL_AUDIO_CONTEXT ? 0 : needed;
    }

    private List<Token> tokens(Pointer state) {
        List<Token> tokens = new ArrayList<>();
        double end = 0;
        for (int segment = 0; segment < library.whisper_full_n_segments_from_state(state); segment++) {
            for (int i = 0; i < library.whisper_full_n_tokens_from_state(state, segment); i++) {
                TokenData data = library.whisper_full_get_token_data_from_state(state, segment, i);
                if (data.id < endOfText) {
                    end = data.t_dtw < 0 ? end : data.t_dtw / 100.0;
                    Pointer text = library.whisper_full_get_token_text_from_state(context, state, segment, i);
                    tokens.add(new Token(bytes(text), end, data.p));
                }
            }
        }
        return tokens;
    }

    @Override
    public List<Language> languages(float[] samples) throws IOException, InterruptedException {
        if (!multilingual) {
            return List.of(new Language("en", 1));
        }
        Pointer state = states.take();
        try {
            int count = Math.min(samples.length, WINDOW_SECONDS * SAMPLE_RATE);
            listenTo(state, count);
            float[] probabilities = new float[library.whisper_lang_max_id() + 1];
            if (library.whisper_pcm_to_mel_with_state(context, state, samples, count, 1) != 0
                    || library.whisper_lang_auto_detect_with_state(context, state, 0, 1, probabilities) < 0) {
                throw new IOException("Whisper could not tell the language");
            }
            List<Language> languages = new ArrayList<>();
            for (int id = 0; id < probabilities.length; id++) {
                languages.add(new Language(isoCode(library.whisper_lang_str(id)), probabilities[id]));
            }
            languages.sort(Comparator.comparingDouble(Language::probability).reversed());
            return languages;
        } finally {
            states.add(state);
        }
    }

    /**
     * Sets how much of the encoder's window a state uses. A state keeps that of its last recognition, and there is no
     * other way to set it than to begin one: left alone, the language of a film could be judged by its last word.
     */
    private void listenTo(Pointer state, int samples) throws IOException {
        FullParameters.ByValue parameters = parameters(samples, "en");
        parameters.encoder_begin_callback = (context, beginning, user) -> 0;
        float[] silence = new float[SHORTEST_SAMPLES];
        if (library.whisper_full_with_state(context, state, parameters, silence, silence.length) != 0) {
            throw new IOException("Whisper could not be set to the length of the sound");
        }
    }

    @Override
    public boolean knows(String language) {
        return multilingual ? library.whisper_lang_id(whisperCode(language)) >= 0 : language.equals("en");
    }

    @Override
    public void close() {
        allStates.forEach(library::whisper_free_state);
        allStates.clear();
        states.clear();
        library.whisper_free(context);
    }

    /** Whisper's own code where it differs from ISO 639-1. */
    private static String whisperCode(String iso) {
        return iso.equals("jv") ? "jw" : iso;
    }

    private static String isoCode(String whisper) {
        return whisper.equals("jw") ? "jv" : whisper;
    }

    private static Memory cString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    private static byte[] bytes(Pointer text) {
        return text.getByteArray(0, Math.toIntExact(text.indexOf(0, (byte) 0)));
    }
}
