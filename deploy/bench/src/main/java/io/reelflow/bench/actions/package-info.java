/** What an action on many jobs costs. */
@NullMarked
package io.reelflow.bench.actions;

import org.jspecify.annotations.NullMarked;
