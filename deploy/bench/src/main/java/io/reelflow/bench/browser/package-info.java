/** The dashboard of a stack in a real browser. */
@NullMarked
package io.reelflow.bench.browser;

import org.jspecify.annotations.NullMarked;
