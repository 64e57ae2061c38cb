/** Who may call the services, and how often: what ingest and status have in common. */
@NullMarked
package io.reelflow.access;

import org.jspecify.annotations.NullMarked;
