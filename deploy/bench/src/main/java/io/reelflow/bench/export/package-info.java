/** Tables as files, while others write. */
@NullMarked
package io.reelflow.bench.export;

import org.jspecify.annotations.NullMarked;
