/** What a job costs. */
@NullMarked
package io.reelflow.bench.throughput;

import org.jspecify.annotations.NullMarked;
