/** Who speaks when: voices as embeddings of short windows, clustered. */
@NullMarked
package io.reelflow.media.speakers;

import org.jspecify.annotations.NullMarked;
