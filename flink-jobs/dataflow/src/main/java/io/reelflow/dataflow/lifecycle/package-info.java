/** What becomes of a job between its attempts: doubles, retries, holds, ends. */
@NullMarked
package io.reelflow.dataflow.lifecycle;

import org.jspecify.annotations.NullMarked;
