package io.reelflow.ingest.submission;

/** An address that no job can be made of; the message names the rule. */
final class AddressException extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    AddressException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
