/** What the services and the dataflow agree on: topics, object keys and how messages are written as JSON. */
@NullMarked
package io.reelflow.schemas;

import org.jspecify.annotations.NullMarked;
