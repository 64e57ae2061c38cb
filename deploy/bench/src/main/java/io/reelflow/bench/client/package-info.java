/** Clients of a stack, as they should be: patient, and strict about what they hear. */
@NullMarked
package io.reelflow.bench.client;

import org.jspecify.annotations.NullMarked;
