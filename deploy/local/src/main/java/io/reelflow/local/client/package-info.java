/** The client of the API: submits, uploads, follows. */
@NullMarked
package io.reelflow.local.client;

import org.jspecify.annotations.NullMarked;
