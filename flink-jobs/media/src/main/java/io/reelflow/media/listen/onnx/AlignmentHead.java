package io.reelflow.media.listen.onnx;

import io.reelflow.schemas.job.WhisperModels;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A head of the decoder's cross-attention that looks at where a token is spoken. Which ones do was found by Whisper's
 * authors for each of their models; source: {@code whisper/__init__.py}, {@code _ALIGNMENT_HEADS}.
 */
record AlignmentHead(int layer, int head) {
    private static final Map<String, List<AlignmentHead>> HEADS = Map.of(
            "tiny.en", heads(1, 0, 2, 0, 2, 5, 3, 0, 3, 1, 3, 2, 3, 3, 3, 4),
            "tiny", heads(2, 2, 3, 0, 3, 2, 3, 3, 3, 4, 3, 5),
            "base.en", heads(3, 3, 4, 7, 5, 1, 5, 5, 5, 7),
            "base", heads(3, 1, 4, 2, 4, 3, 4, 7, 5, 1, 5, 2, 5, 4, 5, 6),
            "small.en",
                    heads(
                            6, 6, 7, 0, 7, 3, 7, 8, 8, 2, 8, 5, 8, 7, 9, 0, 9, 4, 9, 8, 9, 10, 10, 0, 10, 1, 10, 2, 10,
                            3, 10, 6, 10, 11, 11, 2, 11, 4),
            "small", heads(5, 3, 5, 9, 8, 0, 8, 4, 8, 7, 8, 8, 9, 0, 9, 7, 9, 9, 10, 5));

    private static List<AlignmentHead> heads(int... layersAndHeads) {
        return IntStream.range(0, layersAndHeads.length / 2)
                .mapToObj(i -> new AlignmentHead(layersAndHeads[2 * i], layersAndHeads[2 * i + 1]))
                .toList();
    }

    /**
     * Empty where they are not known here.
     *
     * @param model {@code tiny} … {@code large-v3}, as it is or quantised
     */
    static List<AlignmentHead> of(String model) {
        return HEADS.getOrDefault(WhisperModels.size(model), List.of());
    }
}
