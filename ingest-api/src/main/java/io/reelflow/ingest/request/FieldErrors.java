package io.reelflow.ingest.request;

import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.Problem;
import io.reelflow.schemas.address.AddressException;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a body, so that a client hears all of it at once. */
public final class FieldErrors {
    /** A value that breaks its rule. */
    public static final String INVALID = AddressException.INVALID;
    /** A name that nothing is known by. */
    public static final String UNKNOWN = "UNKNOWN_FIELD";

    private final List<Problem.FieldError> errors = new ArrayList<>();

    public void add(String field, String code, String message) {
        errors.add(new Problem.FieldError(field, message, code));
    }

    /** @throws ApiException 400 with all that was added, if anything was */
    public void throwIfAny() {
        if (!errors.isEmpty()) {
            throw ApiException.invalid(errors);
        }
    }
}
