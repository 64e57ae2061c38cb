/** Sources that ask us to come less often. */
@NullMarked
package io.reelflow.bench.limited;

import org.jspecify.annotations.NullMarked;
