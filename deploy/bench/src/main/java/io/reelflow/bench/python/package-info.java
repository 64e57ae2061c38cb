/** Python programs that figures are held against, pinned. */
@NullMarked
package io.reelflow.bench.python;

import org.jspecify.annotations.NullMarked;
