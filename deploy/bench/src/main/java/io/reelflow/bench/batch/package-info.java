/** Many jobs at once: how fast they are taken in, and who waits for whom. */
@NullMarked
package io.reelflow.bench.batch;

import org.jspecify.annotations.NullMarked;
