/** What waits behind what. */
@NullMarked
package io.reelflow.bench.schedule;

import org.jspecify.annotations.NullMarked;
