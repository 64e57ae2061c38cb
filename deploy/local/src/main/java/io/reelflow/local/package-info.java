/** The one command people type: starts everything on one machine, and talks to it. */
@NullMarked
package io.reelflow.local;

import org.jspecify.annotations.NullMarked;
