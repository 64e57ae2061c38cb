/** Places for clients to put their own files. */
@NullMarked
package io.reelflow.ingest.upload;

import org.jspecify.annotations.NullMarked;
