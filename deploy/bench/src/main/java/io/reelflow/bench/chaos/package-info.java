/** Faults while work runs. */
@NullMarked
package io.reelflow.bench.chaos;

import org.jspecify.annotations.NullMarked;
