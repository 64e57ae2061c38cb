package io.reelflow.status.search;

import io.reelflow.status.search.Changes.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the index at the tables' state: follows the changes, and begins with all videos where it has no place in them.
 * While the database is away, searches answer what is there.
 */
@Component
final class IndexFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFeed.class);
    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_STORES = Duration.ofSeconds(30);
    private static final int VIDEOS_AT_ONCE = 50;

    private final SearchIndex index;
    private final Changes changes;
    private final VideoRows rows;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Thread thread;
    private volatile boolean complete;

    IndexFeed(SearchIndex index, Changes changes, VideoRows rows) {
        this.index = index;
        this.changes = changes;
        this.rows = rows;
    }

    /** False while the index is made, or made anew. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void start() {
        var following = new Thread(this::run, "search-index");
        following.setDaemon(true);
        thread = following;
        following.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread following = thread;
        if (following != null) {
            try {
                following.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        Thread following = thread;
        return following != null && following.isAlive();
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                follow();
            } catch (IOException | RuntimeException e) {
                LOG.warn("The search index does not follow the tables; again in {} s", PAUSE.toSeconds(), e);
                sleep(PAUSE);
            }
        }
    }

    private void follow() throws IOException {
        Place stored = Place.of(index.mark());
        Place place = changes.hold(stored) ? stored : rebuild();
        if (stopping.getCount() == 0) {
            return;
        }
        index.show();
        complete = true;
        long last = System.nanoTime();
        while (!sleep(POLL)) {
            Place before = place;
            place = catchUp(place);
            if (!place.equals(stored) && (place.equals(before) || isDue(last))) {
                last = System.nanoTime();
                index.store(place.mark());
                stored = place;
            }
        }
        index.store(place.mark());
    }

    private static boolean isDue(long last) {
        return System.nanoTime() - last > BETWEEN_STORES.toNanos();
    }

    /** @return the place behind the last change that the index holds */
    private Place catchUp(Place from) throws IOException {
        Place place = from;
        boolean more = true;
        while (more && stopping.getCount() > 0) {
            Changes.Page page = changes.behind(place);
            for (int i = 0; i < page.videos().size(); i += VIDEOS_AT_ONCE) {
                update(index.ids(page.videos().subList(i, Math.min(page.videos().size(), i + VIDEOS_AT_ONCE))));
            }
            if (!page.videos().isEmpty()) {
                index.show();
            }
            place = page.next();
            more = !page.isLast();
        }
        return place;
    }

    /** @return the place to go on from; where it was stopped on its way, nothing is stored, and it begins again */
    private Place rebuild() throws IOException {
        complete = false;
        Place place = changes.now();
        long start = System.nanoTime();
        int videos = 0;
        index.clear();
        String last = "";
        while (stopping.getCount() > 0) {
            List<String> next = rows.after(last, VIDEOS_AT_ONCE);
            if (next.isEmpty()) {
                index.store(place.mark());
                LOG.info(
                        "Made the search index of {} videos in {} s",
                        videos,
                        (System.nanoTime() - start) / 1_000_000_000);
                break;
            }
            update(next);
            videos += next.size();
            last = next.get(next.size() - 1);
        }
        return place;
    }

    private void update(List<String> videoIds) throws IOException {
        Set<String> gone = new HashSet<>(videoIds);
        for (SearchableVideo video : rows.of(videoIds)) {
            gone.remove(video.videoId());
            index.replace(video);
        }
        for (String videoId : gone) {
            index.remove(videoId);
        }
    }

    /** True where it is time to stop. */
    private boolean sleep(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
            return true;
        }
    }
}
