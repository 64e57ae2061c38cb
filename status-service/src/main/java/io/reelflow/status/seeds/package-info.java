/** The paths, bodies and words of the two documents beside the API's own: thin routes over the same handlers. */
@NullMarked
package io.reelflow.status.seeds;

import org.jspecify.annotations.NullMarked;
