package io.reelflow.media.analyze;

import java.util.List;

/** Text to vectors of length one (or zero, for text without words) whose product says how near in meaning they are. */
interface Embedding {
    List<float[]> of(List<String> texts) throws InterruptedException;

    default float[] of(String text) throws InterruptedException {
        return of(List.of(text)).get(0);
    }
}
