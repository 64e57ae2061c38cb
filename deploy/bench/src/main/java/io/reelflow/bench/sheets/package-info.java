/** Contact sheets of what is found and made, and the page that shows them. */
@NullMarked
package io.reelflow.bench.sheets;

import org.jspecify.annotations.NullMarked;
