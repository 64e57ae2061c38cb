/** Videos that people remove: hidden until a deadline. */
@NullMarked
package io.reelflow.status.removal;

import org.jspecify.annotations.NullMarked;
