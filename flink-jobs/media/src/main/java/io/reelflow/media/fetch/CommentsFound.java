package io.reelflow.media.fetch;

import java.util.List;

/**
 * What {@code comments.json} holds.
 *
 * @param complete whether these are all there were
 * @param warnings why there are none, or fewer
 */
public record CommentsFound(int count, boolean complete, List<String> warnings) {}
