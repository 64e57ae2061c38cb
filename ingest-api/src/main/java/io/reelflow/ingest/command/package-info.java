/** The Kafka log that makes an accepted command last. */
@NullMarked
package io.reelflow.ingest.command;

import org.jspecify.annotations.NullMarked;
