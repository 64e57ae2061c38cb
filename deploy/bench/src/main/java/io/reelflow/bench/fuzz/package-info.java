/** Requests nobody thought of. */
@NullMarked
package io.reelflow.bench.fuzz;

import org.jspecify.annotations.NullMarked;
