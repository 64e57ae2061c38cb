/** Who may call: what the services share of keys. */
@NullMarked
package io.reelflow.schemas.access;

import org.jspecify.annotations.NullMarked;
