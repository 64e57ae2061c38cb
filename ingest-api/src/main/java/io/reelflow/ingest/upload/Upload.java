package io.reelflow.ingest.upload;

import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.address.UploadId;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client is about to send.
 *
 * @param filename sanitised
 * @param size bytes
 * @param sha256 hex; null where the client did not say
 */
record Upload(
        UploadId id, String filename, long size, @Nullable String sha256) {
    String key() {
        return ObjectKeys.upload(id.value(), filename);
    }

    /** What names this file in a job. */
    String url() {
        return "upload:" + id.value() + "/" + filename;
    }
}
