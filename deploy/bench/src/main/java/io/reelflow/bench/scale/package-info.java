/** What larger installations take: a simulation out of measured costs, held against measured runs, and a plan. */
@NullMarked
package io.reelflow.bench.scale;

import org.jspecify.annotations.NullMarked;
