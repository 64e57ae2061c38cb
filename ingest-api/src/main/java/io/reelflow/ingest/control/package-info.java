/** What clients want done with jobs that there are. */
@NullMarked
package io.reelflow.ingest.control;

import org.jspecify.annotations.NullMarked;
