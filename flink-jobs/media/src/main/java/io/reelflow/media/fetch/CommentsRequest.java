package io.reelflow.media.fetch;

import java.util.List;

/**
 * @param most comments that are wanted, replies among them
 * @param allowedHosts {@code HOST} or {@code HOST:PORT} that may be fetched although not public
 */
public record CommentsRequest(String url, int most, List<String> allowedHosts) {}
