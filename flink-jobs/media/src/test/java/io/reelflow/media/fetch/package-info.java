@NullMarked
package io.reelflow.media.fetch;

import org.jspecify.annotations.NullMarked;
