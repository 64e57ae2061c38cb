/** What runs have found, kept in the repository, and the page that is written from it. */
@NullMarked
package io.reelflow.bench.results;

import org.jspecify.annotations.NullMarked;
