package io.reelflow.schemas;

/** Kafka consumer groups that others than their members look at. */
public final class ConsumerGroups {
    /** Of the dataflow, which notes its positions with each checkpoint. */
    public static final String DATAFLOW = "reelflow-dataflow";

    private ConsumerGroups() {}
}
