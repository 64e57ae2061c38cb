/** How each engine and each service is started, and when it is ready. */
@NullMarked
package io.reelflow.local.engine;

import org.jspecify.annotations.NullMarked;
