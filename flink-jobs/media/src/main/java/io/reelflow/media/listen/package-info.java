/** Sound to transcript. */
@NullMarked
package io.reelflow.media.listen;

import org.jspecify.annotations.NullMarked;
