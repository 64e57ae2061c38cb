package io.reelflow.schemas.job;

import java.time.Instant;

/**
 * A client's wish, as accepted by the ingest API.
 *
 * @param commandId unique for each accepted request: of two requests for the same job the first is known by it
 * @param version of this message's schema
 */
public record JobCommand(String commandId, int version, Instant time, Job job) {
    public static final int VERSION = 1;
}
