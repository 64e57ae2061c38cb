/** Jobs in numbers. */
@NullMarked
package io.reelflow.bench.stats;

import org.jspecify.annotations.NullMarked;
