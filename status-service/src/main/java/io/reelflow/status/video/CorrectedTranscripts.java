package io.reelflow.status.video;

import io.reelflow.schemas.result.CorrectedTranscript;
import io.reelflow.schemas.result.Edits;
import io.reelflow.schemas.result.Transcript;
import io.reelflow.status.storage.ObjectStore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Transcripts that jobs have made, as people have corrected them. */
@Component
final class CorrectedTranscripts {
    private final ObjectStore store;

    CorrectedTranscripts(ObjectStore store) {
        this.store = store;
    }

    /** Empty where what the job has made is right already. */
    Mono<Transcript> of(String key, Edits edits) {
        return edits.transcript().isEmpty() && edits.speakers().isEmpty()
                ? Mono.empty()
                : store.document(key, Transcript.class).flatMap(heard -> {
                    Transcript corrected = CorrectedTranscript.of(heard, edits);
                    return corrected.equals(heard) ? Mono.empty() : Mono.just(corrected);
                });
    }
}
