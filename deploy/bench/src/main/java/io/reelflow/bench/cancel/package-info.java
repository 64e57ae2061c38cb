/** How soon cancelled work ends. */
@NullMarked
package io.reelflow.bench.cancel;

import org.jspecify.annotations.NullMarked;
