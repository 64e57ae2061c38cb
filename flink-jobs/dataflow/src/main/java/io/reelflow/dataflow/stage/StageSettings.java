package io.reelflow.dataflow.stage;

import java.util.List;

/**
 * What stages need to know of this installation.
 *
 * @param maxSourceBytes larger sources are refused
 * @param maxSourceSeconds longer sources are refused
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 */
public record StageSettings(long maxSourceBytes, double maxSourceSeconds, List<String> allowedHosts) {}
