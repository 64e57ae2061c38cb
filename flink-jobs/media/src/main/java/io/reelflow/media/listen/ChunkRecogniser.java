package io.reelflow.media.listen;

import io.reelflow.media.listen.ListenPlan.Chunk;
import io.reelflow.schemas.result.Word;
import java.io.IOException;
import java.util.List;

/** Words of one chunk in seconds of the video, without what was only invented. Safe for use by several threads. */
final class ChunkRecogniser {
    private final SpeechEngine engine;
    private final String language;

    ChunkRecogniser(SpeechEngine engine, String language) {
        this.engine = engine;
        this.language = language;
    }

    List<Word> words(Chunk chunk, float[] samples) throws IOException, InterruptedException {
        List<Word> words = Words.of(engine.recognise(samples, language), language, chunk.speech(), chunk.start());
        return Inventions.without(words, chunk.speech());
    }
}
