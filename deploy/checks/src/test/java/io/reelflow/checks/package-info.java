/** What describes Reelflow to other systems - images, chart, compose file - held against those systems' own rules, and ours. */
@NullMarked
package io.reelflow.checks;

import org.jspecify.annotations.NullMarked;
