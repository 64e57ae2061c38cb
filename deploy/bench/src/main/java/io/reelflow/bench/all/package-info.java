/** All programs by one command, and the page of their figures. */
@NullMarked
package io.reelflow.bench.all;

import org.jspecify.annotations.NullMarked;
