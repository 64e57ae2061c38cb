@NullMarked
package io.reelflow.media.slides;

import org.jspecify.annotations.NullMarked;
