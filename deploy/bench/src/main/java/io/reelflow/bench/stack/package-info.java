/** The stack that a run works on. */
@NullMarked
package io.reelflow.bench.stack;

import org.jspecify.annotations.NullMarked;
