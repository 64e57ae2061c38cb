/** The dashboard's list of jobs, when it is long. */
@NullMarked
package io.reelflow.bench.list;

import org.jspecify.annotations.NullMarked;
