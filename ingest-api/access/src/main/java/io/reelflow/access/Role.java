package io.reelflow.access;

import com.fasterxml.jackson.annotation.JsonValue;
import io.reelflow.schemas.Words;
import java.util.Optional;
import java.util.stream.Stream;

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

    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
