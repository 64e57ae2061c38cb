/** Odd and damaged files, as jobs. */
@NullMarked
package io.reelflow.bench.edge;

import org.jspecify.annotations.NullMarked;
