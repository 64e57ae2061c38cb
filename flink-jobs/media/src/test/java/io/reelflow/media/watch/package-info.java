@NullMarked
package io.reelflow.media.watch;

import org.jspecify.annotations.NullMarked;
