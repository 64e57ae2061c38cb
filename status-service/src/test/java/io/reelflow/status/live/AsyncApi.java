package io.reelflow.status.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelflow.status.ApiDocument;
import tools.jackson.databind.JsonNode;

/** The document of the live channels, held against what comes over them. */
final class AsyncApi extends ApiDocument {
    AsyncApi() {
        super("/asyncapi.yaml");
    }

    /** Holds a message against the one of that name in the channel with that address. */
    void validate(String address, String message, JsonNode body) {
        JsonNode channel = document.path("channels")
                .valueStream()
                .filter(each -> each.path("address").asString().equals(address))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no channel is at " + address));
        JsonNode described = channel.path("messages").path(message);
        assertThat(described.isMissingNode()).as("%s of %s", message, address).isFalse();
        validate(whole(described).path("payload"), body, message + " of " + address);
    }
}
