/** Small labelled sets of our own, and how near an analysis comes to them, beside simple baselines. */
@NullMarked
package io.reelflow.media.analyze.labelled;

import org.jspecify.annotations.NullMarked;
