/** Gets a source and what its publisher says about it. */
@NullMarked
package io.reelflow.media.fetch;

import org.jspecify.annotations.NullMarked;
