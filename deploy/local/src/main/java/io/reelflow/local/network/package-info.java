/** A network of machines on this one. */
@NullMarked
package io.reelflow.local.network;

import org.jspecify.annotations.NullMarked;
