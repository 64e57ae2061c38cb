/** Removing videos for good, and what that means for jobs that come afterwards. */
@NullMarked
package io.reelflow.ingest.purge;

import org.jspecify.annotations.NullMarked;
