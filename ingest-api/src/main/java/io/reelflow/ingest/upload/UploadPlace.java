package io.reelflow.ingest.upload;

import java.net.URI;
import java.time.Instant;

/** Where uploads go. */
interface UploadPlace {
    /**
     * An address that takes this one file by PUT until it expires.
     *
     * @param base of this service as the client sees it, without a closing slash
     */
    URI address(Upload upload, Instant expires, String base);
}
