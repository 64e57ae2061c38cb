/** Text to meaning, and the choice of clips. */
@NullMarked
package io.reelflow.media.analyze;

import org.jspecify.annotations.NullMarked;
