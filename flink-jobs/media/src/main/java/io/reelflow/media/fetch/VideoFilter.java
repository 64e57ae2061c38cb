package io.reelflow.media.fetch;

import com.google.re2j.Pattern;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.ChannelRequest.Filters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which videos of a list are wanted. What a list does not say keeps no video out. */
final class VideoFilter {
    private final @Nullable Instant after;
    private final Filters filters;
    private final @Nullable Pattern title;

    VideoFilter(ChannelRequest request) {
        this.after = request.publishedAfter();
        this.filters = request.filters();
        this.title = filters.title() == null ? null : Pattern.compile(filters.title(), Pattern.CASE_INSENSITIVE);
    }

    /** Why it is skipped; null where it is wanted. */
    @Nullable
    String reason(ListedVideo video) {
        if (video.missing() != null) {
            return video.missing();
        }
        if (video.published() != null && !isOf(video.published())) {
            return "date";
        }
        if (video.seconds() != null && !lasts(video.seconds())) {
            return "length";
        }
        if (title != null
                && video.title() != null
                && !title.matcher(video.title()).find()) {
            return "title";
        }
        if (!filters.shorts() && Boolean.TRUE.equals(video.isShort())) {
            return "short";
        }
        return !filters.live() && Boolean.TRUE.equals(video.live()) ? "live" : null;
    }

    private boolean isOf(Instant published) {
        Instant before = filters.publishedBefore();
        return (after == null || !published.isBefore(after)) && (before == null || published.isBefore(before));
    }

    private boolean lasts(double seconds) {
        Double least = filters.minSeconds();
        Double most = filters.maxSeconds();
        return (least == null || seconds >= least) && (most == null || seconds <= most);
    }
}
