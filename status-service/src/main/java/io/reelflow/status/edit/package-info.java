/** What people change of videos: kept, and laid over whatever jobs make. */
@NullMarked
package io.reelflow.status.edit;

import org.jspecify.annotations.NullMarked;
