/** Moments in videos, found by words: a Lucene index that follows the tables. */
@NullMarked
package io.reelflow.status.search;

import org.jspecify.annotations.NullMarked;
