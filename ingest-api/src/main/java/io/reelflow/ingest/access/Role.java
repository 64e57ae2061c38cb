package io.reelflow.ingest.access;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;

/** What a key may do. */
public enum Role {
    SUBMIT,
    READ,
    /** Everything, for every owner. */
    ADMIN;

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
