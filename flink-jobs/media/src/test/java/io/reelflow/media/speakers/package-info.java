@NullMarked
package io.reelflow.media.speakers;

import org.jspecify.annotations.NullMarked;
