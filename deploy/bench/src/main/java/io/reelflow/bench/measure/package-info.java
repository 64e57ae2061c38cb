/** Figures, promises, targets, and what others reach. */
@NullMarked
package io.reelflow.bench.measure;

import org.jspecify.annotations.NullMarked;
