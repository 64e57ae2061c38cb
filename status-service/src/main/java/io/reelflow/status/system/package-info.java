/** How the system itself does: its parts, how fast work goes through it, and what waits. */
@NullMarked
package io.reelflow.status.system;

import org.jspecify.annotations.NullMarked;
