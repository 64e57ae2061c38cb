/** How changes reach whoever watches. */
@NullMarked
package io.reelflow.bench.live;

import org.jspecify.annotations.NullMarked;
