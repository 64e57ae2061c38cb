/** Channels as clients see them: what was found, how far its jobs are, what it would cost. */
@NullMarked
package io.reelflow.status.channel;

import org.jspecify.annotations.NullMarked;
