package io.reelflow.schemas.job;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** Where a job's media come from. */
public enum SourceKind {
    /** An http(s) address: a media file if it answers with one, else a page for yt-dlp. */
    WEB,
    /** An object a client has put into our storage; its address is {@code upload:ID/NAME}. */
    UPLOAD;

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
