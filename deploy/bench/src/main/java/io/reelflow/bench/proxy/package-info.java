/** What stands between processes, and can do harm. */
@NullMarked
package io.reelflow.bench.proxy;

import org.jspecify.annotations.NullMarked;
