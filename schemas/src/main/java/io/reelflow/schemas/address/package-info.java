/** Addresses of videos, in the one way they are written everywhere. */
@NullMarked
package io.reelflow.schemas.address;

import org.jspecify.annotations.NullMarked;
