/** Keys that are made and taken away while the services run. */
@NullMarked
package io.reelflow.status.key;

import org.jspecify.annotations.NullMarked;
