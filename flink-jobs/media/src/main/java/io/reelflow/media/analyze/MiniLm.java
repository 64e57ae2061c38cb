package io.reelflow.media.analyze;

import io.reelflow.meaning.SentenceModel;
import java.util.ArrayList;
import java.util.List;

/** Sentence vectors of English. */
final class MiniLm implements Embedding {
    private static final MiniLm INSTANCE = new MiniLm();

    private MiniLm() {}

    static MiniLm instance() {
        return INSTANCE;
    }

    @Override
    public List<float[]> of(List<String> texts) throws InterruptedException {
        var vectors = new ArrayList<float[]>(texts.size());
        for (String text : texts) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while embedding text");
            }
            vectors.add(SentenceModel.vector(text));
        }
        return vectors;
    }
}
