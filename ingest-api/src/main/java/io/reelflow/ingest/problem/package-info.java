/** Errors as clients see them: {@code application/problem+json}, every one. */
@NullMarked
package io.reelflow.ingest.problem;

import org.jspecify.annotations.NullMarked;
