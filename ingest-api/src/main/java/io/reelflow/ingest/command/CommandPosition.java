package io.reelflow.ingest.command;

/** Where an acknowledged record stands in its topic. */
public record CommandPosition(int partition, long offset) {
    /** {@code PARTITION:OFFSET}. */
    @Override
    public String toString() {
        return partition + ":" + offset;
    }
}
