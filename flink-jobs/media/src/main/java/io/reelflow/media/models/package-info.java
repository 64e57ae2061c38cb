/** The models media tasks use, and where they come from. */
@NullMarked
package io.reelflow.media.models;

import org.jspecify.annotations.NullMarked;
