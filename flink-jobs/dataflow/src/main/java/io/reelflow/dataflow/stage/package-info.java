/** The stages, and the one adapter that runs them in Flink. */
@NullMarked
package io.reelflow.dataflow.stage;

import org.jspecify.annotations.NullMarked;
