/** Objects: the bucket or the folder that holds what jobs leave behind. */
@NullMarked
package io.reelflow.status.storage;

import org.jspecify.annotations.NullMarked;
