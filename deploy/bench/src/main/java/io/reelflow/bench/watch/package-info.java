/** What is seen in a video, against the truth. */
@NullMarked
package io.reelflow.bench.watch;

import org.jspecify.annotations.NullMarked;
