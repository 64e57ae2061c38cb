/** Which waiting job gets the next room. */
@NullMarked
package io.reelflow.dataflow.schedule;

import org.jspecify.annotations.NullMarked;
