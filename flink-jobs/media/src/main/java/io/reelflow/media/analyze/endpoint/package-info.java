/** An outside language model that writes texts in place of our own, where one is configured. It is told text only. */
@NullMarked
package io.reelflow.media.analyze.endpoint;

import org.jspecify.annotations.NullMarked;
