/** {@code bench analyze}. */
@NullMarked
package io.reelflow.bench.analyze;

import org.jspecify.annotations.NullMarked;
