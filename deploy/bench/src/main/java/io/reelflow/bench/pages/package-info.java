/** Pictures of the dashboard's views. */
@NullMarked
package io.reelflow.bench.pages;

import org.jspecify.annotations.NullMarked;
