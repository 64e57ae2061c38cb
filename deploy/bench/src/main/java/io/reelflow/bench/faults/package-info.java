/** What can go wrong on the way of a job, one fault after the other. */
@NullMarked
package io.reelflow.bench.faults;

import org.jspecify.annotations.NullMarked;
