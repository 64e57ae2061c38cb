package io.reelflow.media.analyze.endpoint;

import io.reelflow.schemas.result.Analysis.EndpointProblem;

/** Why there is no answer that can be used. Its message repeats nothing that the endpoint sent. */
final class EndpointException extends Exception {
    private static final long serialVersionUID = 1L;

    private final EndpointProblem problem;

    private EndpointException(EndpointProblem problem, String message) {
        super(message);
        this.problem = problem;
    }

    static EndpointException unavailable(String message) {
        return new EndpointException(EndpointProblem.ANALYZE_ENDPOINT_UNAVAILABLE, message);
    }

    static EndpointException tooSlow(String message) {
        return new EndpointException(EndpointProblem.ANALYZE_ENDPOINT_TOO_SLOW, message);
    }

    static EndpointException wrong(String message) {
        return new EndpointException(EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER, message);
    }

    EndpointProblem problem() {
        return problem;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** Whether there is no use in asking more. */
    boolean isOfTheEndpoint() {
        return problem != EndpointProblem.ANALYZE_ENDPOINT_WRONG_ANSWER;
    }
}
