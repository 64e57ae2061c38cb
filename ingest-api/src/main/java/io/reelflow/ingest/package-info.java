/** Commands: HTTP in, Kafka out. */
@NullMarked
package io.reelflow.ingest;

import org.jspecify.annotations.NullMarked;
