/** From the body of a request to a job: addresses, options, identity. */
@NullMarked
package io.reelflow.ingest.submission;

import org.jspecify.annotations.NullMarked;
