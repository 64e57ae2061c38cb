/** Actions on many jobs at once: asked for, done in the background, answered for. */
@NullMarked
package io.reelflow.status.action;

import org.jspecify.annotations.NullMarked;
