/** Videos that were removed for good: which they are, their rows, and that nothing of them comes back. */
@NullMarked
package io.reelflow.dataflow.purge;

import org.jspecify.annotations.NullMarked;
