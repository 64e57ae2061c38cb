/** Jobs as they move: server-sent events out of the log, without gap and without double. */
@NullMarked
package io.reelflow.status.live;

import org.jspecify.annotations.NullMarked;
