/** HTTP clients in numbers: one thread for all connections, so that they take little of the machine they measure. */
@NullMarked
package io.reelflow.bench.http;

import org.jspecify.annotations.NullMarked;
