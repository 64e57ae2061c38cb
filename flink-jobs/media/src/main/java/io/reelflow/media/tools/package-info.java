/** The programs media tasks call, and where they come from. */
@NullMarked
package io.reelflow.media.tools;

import org.jspecify.annotations.NullMarked;
