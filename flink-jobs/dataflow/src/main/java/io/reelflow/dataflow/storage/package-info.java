/** Artifacts in object storage, and the cache of them on this machine. */
@NullMarked
package io.reelflow.dataflow.storage;

import org.jspecify.annotations.NullMarked;
