package io.reelflow.status.search;

import io.reelflow.meaning.Meaning;
import io.reelflow.meaning.SentenceModel;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What texts mean, by the model that passages are made with. It is loaded when first asked: where nobody does, it takes no
 * memory. Where it does not load, nothing has a meaning, and the log says why.
 */
final class Meanings {
    private static final Logger LOG = LoggerFactory.getLogger(Meanings.class);

    private boolean isWanted;
    private boolean isLoaded;

    /** @param folder for the native libraries of the model */
    Meanings(boolean isWanted, Path folder) {
        this.isWanted = isWanted;
        SentenceModel.unpackInto(folder);
    }

    /** Whether there is a model, as far as is known before it is loaded. */
    synchronized boolean areKnown() {
        return isWanted;
    }

    Optional<byte[]> of(String text) {
        return isLoaded() ? Optional.of(Meaning.of(text)) : Optional.empty();
    }

    private synchronized boolean isLoaded() {
        if (isWanted && !isLoaded) {
            try {
                SentenceModel.vector("meaning");
                isLoaded = true;
            } catch (RuntimeException | LinkageError e) {
                isWanted = false;
                LOG.warn("Searches find words only: the model of meanings does not load", e);
            }
        }
        return isLoaded;
    }
}
