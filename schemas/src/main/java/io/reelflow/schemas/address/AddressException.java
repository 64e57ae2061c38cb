package io.reelflow.schemas.address;

/** An address that no job can be made of; the message names the rule. */
public final class AddressException extends Exception {
    private static final long serialVersionUID = 1;

    /** A value that breaks its rule. */
    public static final String INVALID = "INVALID_VALUE";

    private final String code;

    AddressException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
