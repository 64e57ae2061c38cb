/** The read model of jobs: from the log into Postgres, and out over HTTP. */
@NullMarked
package io.reelflow.status.job;

import org.jspecify.annotations.NullMarked;
