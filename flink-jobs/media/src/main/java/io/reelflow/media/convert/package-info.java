/** A source in other formats, for downloads. */
@NullMarked
package io.reelflow.media.convert;

import org.jspecify.annotations.NullMarked;
