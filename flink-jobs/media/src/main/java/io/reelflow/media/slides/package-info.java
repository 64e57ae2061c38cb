/** Pictures of slides to what is written on them, and to a PDF that can be searched. */
@NullMarked
package io.reelflow.media.slides;

import org.jspecify.annotations.NullMarked;
