/** Measures a running stack, and breaks it: the programs of {@code ./reelflow bench} and {@code ./reelflow chaos}. */
@NullMarked
package io.reelflow.bench;

import org.jspecify.annotations.NullMarked;
