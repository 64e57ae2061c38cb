package io.reelflow.ingest.submission;

import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line is answered with.
 *
 * @param line from 1
 * @param id of the job; null where there is an error
 */
record BatchAnswer(
        long line,
        @Nullable String id,
        @Nullable String status,
        @Nullable Refusal error) {
    /** As the answer to a POST says. */
    private static final String QUEUED = "queued";

    /** @param field null where none is to blame */
    record Refusal(String code, String message, @Nullable String field) {
        static Refusal of(ApiException wrong) {
            Problem problem = wrong.problem();
            List<Problem.FieldError> fields = problem.errors();
            if (fields == null || fields.isEmpty()) {
                return new Refusal(problem.code(), problem.detail(), null);
            }
            Problem.FieldError first = fields.get(0);
            String others = fields.size() == 1 ? "" : "; " + (fields.size() - 1) + " more of its fields are wrong";
            return new Refusal(first.code(), first.message() + others, first.field());
        }
    }

    static BatchAnswer accepted(long line, String id) {
        return new BatchAnswer(line, id, QUEUED, null);
    }

    static BatchAnswer refused(long line, @Nullable Refusal error) {
        return new BatchAnswer(line, null, null, error);
    }
}
