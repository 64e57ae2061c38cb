package io.reelflow.media.analyze.labelled;

import io.reelflow.media.MediaException;
import io.reelflow.media.analyze.AnalyzeRequest;
import io.reelflow.media.analyze.Analyzed;
import java.io.IOException;

/** Whatever answers requests for an analysis: a task in this process, a worker, another's. */
@FunctionalInterface
public interface Analyzer {
    Analyzed of(AnalyzeRequest request) throws IOException, MediaException, InterruptedException;
}
