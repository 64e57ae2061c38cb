@NullMarked
package io.reelflow.media.tools;

import org.jspecify.annotations.NullMarked;
