/** What is done to media: plain Java over local files. Knows nothing of Flink, Kafka or Spring. */
@NullMarked
package io.reelflow.media;

import org.jspecify.annotations.NullMarked;
