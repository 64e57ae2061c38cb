/** As whom sources are asked: which identities there are, how often each may ask whom, and by which way. */
@NullMarked
package io.reelflow.media.identity;

import org.jspecify.annotations.NullMarked;
