/** Which videos share a channel, a person, a topic, a link or a passage. */
@NullMarked
package io.reelflow.status.related;

import org.jspecify.annotations.NullMarked;
