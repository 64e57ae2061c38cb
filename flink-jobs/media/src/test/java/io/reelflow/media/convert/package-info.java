@NullMarked
package io.reelflow.media.convert;

import org.jspecify.annotations.NullMarked;
