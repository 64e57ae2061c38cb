/** Tasks run in warm child processes. */
@NullMarked
package io.reelflow.media.worker;

import org.jspecify.annotations.NullMarked;
