package io.reelflow.schemas.job;

/**
 * As whom an attempt asks its source, and where.
 *
 * @param identity name of the configured identity; never its proxy or cookies
 * @param source the site: its registrable domain, or its host where it has none
 * @param probe the site had turned that identity away, and this attempt alone finds out whether it still does
 */
public record Visit(String identity, String source, boolean probe) {}
