/** One talk, against the tools by hand. */
@NullMarked
package io.reelflow.bench.talk;

import org.jspecify.annotations.NullMarked;
