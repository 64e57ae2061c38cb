@NullMarked
package io.reelflow.media.captions;

import org.jspecify.annotations.NullMarked;
