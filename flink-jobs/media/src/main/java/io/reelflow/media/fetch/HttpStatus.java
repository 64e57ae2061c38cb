package io.reelflow.media.fetch;

import io.reelflow.schemas.job.ErrorCode;

/** What an answer that is no success means to a job. */
final class HttpStatus {
    private HttpStatus() {}

    static ErrorCode code(int status) {
        return switch (status) {
            case 404, 410 -> ErrorCode.SOURCE_NOT_FOUND;
            case 408, 425 -> ErrorCode.SOURCE_UNAVAILABLE;
            default -> status >= 500 ? ErrorCode.SOURCE_UNAVAILABLE : ErrorCode.SOURCE_FORBIDDEN;
        };
    }
}
