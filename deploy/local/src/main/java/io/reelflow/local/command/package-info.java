/** What people type: one class for each word after {@code ./reelflow}. */
@NullMarked
package io.reelflow.local.command;

import org.jspecify.annotations.NullMarked;
