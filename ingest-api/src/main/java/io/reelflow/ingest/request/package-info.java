/** Reading requests strictly: bodies, their fields, headers, and all that is wrong with them. */
@NullMarked
package io.reelflow.ingest.request;

import org.jspecify.annotations.NullMarked;
