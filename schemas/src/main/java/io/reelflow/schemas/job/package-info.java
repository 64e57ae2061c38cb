/** Jobs: what is asked for, what happens to it, and the one fold from events to state. */
@NullMarked
package io.reelflow.schemas.job;

import org.jspecify.annotations.NullMarked;
