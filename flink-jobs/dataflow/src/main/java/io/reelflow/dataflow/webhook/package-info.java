/** Tells the ends of jobs to addresses that clients have named. */
@NullMarked
package io.reelflow.dataflow.webhook;

import org.jspecify.annotations.NullMarked;
