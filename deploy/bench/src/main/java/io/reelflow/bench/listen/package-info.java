/** Transcripts, against the truth and against another recogniser. */
@NullMarked
package io.reelflow.bench.listen;

import org.jspecify.annotations.NullMarked;
