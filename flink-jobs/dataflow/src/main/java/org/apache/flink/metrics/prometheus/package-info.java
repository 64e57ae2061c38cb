/** What of Flink's Prometheus reporter has to be otherwise on one machine. */
@NullMarked
package org.apache.flink.metrics.prometheus;

import org.jspecify.annotations.NullMarked;
