/** {@code bench search}: moments found among a million segments. */
@NullMarked
package io.reelflow.bench.search;

import org.jspecify.annotations.NullMarked;
