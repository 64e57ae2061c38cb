/** Shots, crops and clips against the truth and other tools. */
@NullMarked
package io.reelflow.bench.render;

import org.jspecify.annotations.NullMarked;
