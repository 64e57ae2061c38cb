package io.reelflow.media.fetch;

import java.net.UnknownHostException;

/** A host whose addresses are not public, and that is not on the list of exceptions. */
final class HostNotAllowedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    HostNotAllowedException(String host) {
        super(host);
    }
}
