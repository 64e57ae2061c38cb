/** Picture to shots, slides and faces, in one decode. */
@NullMarked
package io.reelflow.media.watch;

import org.jspecify.annotations.NullMarked;
