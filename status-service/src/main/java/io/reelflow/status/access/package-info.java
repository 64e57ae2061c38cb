/** Who may see what: API keys, sessions of the page, headers of every answer. */
@NullMarked
package io.reelflow.status.access;

import org.jspecify.annotations.NullMarked;
