/** Processes: started in a group of their own, watched, started again, and stopped without a trace. */
@NullMarked
package io.reelflow.local.process;

import org.jspecify.annotations.NullMarked;
