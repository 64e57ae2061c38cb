package io.reelflow.schemas.job;

import org.jspecify.annotations.Nullable;

/** How far the countable parts of a job are; null where nothing is known yet. Kept at the end. */
public record Counters(
        @Nullable Long frameCount,
        @Nullable Long currentFrame,
        @Nullable Long slidesProcessed,
        @Nullable Long totalSlides,
        @Nullable Long clipsDone,
        @Nullable Long clipsTotal,
        @Nullable Long chunksDone,
        @Nullable Long chunksTotal,
        @Nullable Long bytesDone,
        @Nullable Long bytesTotal) {
    public static final Counters NONE = new Counters(null, null, null, null, null, null, null, null, null, null);

    public static Counters bytes(long done, @Nullable Long total) {
        return new Counters(null, null, null, null, null, null, null, null, done, total);
    }

    public static Counters frames(long current, long total) {
        return new Counters(total, current, null, null, null, null, null, null, null, null);
    }

    /** Found so far; none of them is read yet. */
    public static Counters slidesFound(long total) {
        return new Counters(null, null, null, total, null, null, null, null, null, null);
    }

    public static Counters slides(long processed, long total) {
        return new Counters(null, null, processed, total, null, null, null, null, null, null);
    }

    /** Inside a stage of several parts: what this part has done. The total may be null when only the plan knows it. */
    public static Counters clips(@Nullable Long done, @Nullable Long total) {
        return new Counters(null, null, null, null, done, total, null, null, null, null);
    }

    /** Inside a stage of several parts: what this part has done. The total may be null when only the plan knows it. */
    public static Counters chunks(@Nullable Long done, @Nullable Long total) {
        return new Counters(null, null, null, null, null, null, done, total, null, null);
    }

    /** Both together, {@code newer} being the later word: totals are its own, what is done never falls. */
    public Counters merge(Counters newer) {
        return new Counters(
                or(newer.frameCount, frameCount),
                most(newer.currentFrame, currentFrame),
                most(newer.slidesProcessed, slidesProcessed),
                or(newer.totalSlides, totalSlides),
                most(newer.clipsDone, clipsDone),
                or(newer.clipsTotal, clipsTotal),
                most(newer.chunksDone, chunksDone),
                or(newer.chunksTotal, chunksTotal),
                most(newer.bytesDone, bytesDone),
                or(newer.bytesTotal, bytesTotal));
    }

    private static @Nullable Long or(@Nullable Long newer, @Nullable Long older) {
        return newer != null ? newer : older;
    }

    private static @Nullable Long most(@Nullable Long newer, @Nullable Long older) {
        return newer == null ? older : older == null ? newer : Long.valueOf(Math.max(newer, older));
    }
}
