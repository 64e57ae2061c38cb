/** The dataflow: jobs from Kafka through every stage and back, as one Flink job. */
@NullMarked
package io.reelflow.dataflow;

import org.jspecify.annotations.NullMarked;
