/** The status service: Kafka in; Postgres, HTTP and live streams out. */
@NullMarked
package io.reelflow.status;

import org.jspecify.annotations.NullMarked;
