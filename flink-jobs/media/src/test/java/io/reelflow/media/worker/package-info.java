@NullMarked
package io.reelflow.media.worker;

import org.jspecify.annotations.NullMarked;
