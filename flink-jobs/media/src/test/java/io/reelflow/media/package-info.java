@NullMarked
package io.reelflow.media;

import org.jspecify.annotations.NullMarked;
