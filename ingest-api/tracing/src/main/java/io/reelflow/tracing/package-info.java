/** Spans of requests and of jobs, sent by OTLP where an endpoint is named; nothing otherwise. */
@NullMarked
package io.reelflow.tracing;

import org.jspecify.annotations.NullMarked;
