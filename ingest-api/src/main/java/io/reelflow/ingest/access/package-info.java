/** Who may call: keys, their roles and their owners. */
@NullMarked
package io.reelflow.ingest.access;

import org.jspecify.annotations.NullMarked;
