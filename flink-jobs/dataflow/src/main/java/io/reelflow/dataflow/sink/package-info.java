/** What leaves the dataflow: events, outcomes, rows; and what comes in. */
@NullMarked
package io.reelflow.dataflow.sink;

import org.jspecify.annotations.NullMarked;
