/** Whether anything is taken in. */
@NullMarked
package io.reelflow.ingest.intake;

import org.jspecify.annotations.NullMarked;
