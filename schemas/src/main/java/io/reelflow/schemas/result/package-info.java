/** Documents in object storage: what a job leaves behind. */
@NullMarked
package io.reelflow.schemas.result;

import org.jspecify.annotations.NullMarked;
