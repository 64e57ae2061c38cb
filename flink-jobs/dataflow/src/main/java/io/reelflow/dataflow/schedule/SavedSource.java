package io.reelflow.dataflow.schedule;

import java.util.List;

/**
 * A source as it lies in a checkpoint.
 *
 * @param levels of those who wait for it
 * @param called one of them stands in the line of its owner again
 */
public record SavedSource(String source, List<Gate> gates, List<Levels.Level> levels, boolean called) {}
