/** Clips out of the source. */
@NullMarked
package io.reelflow.media.render;

import org.jspecify.annotations.NullMarked;
