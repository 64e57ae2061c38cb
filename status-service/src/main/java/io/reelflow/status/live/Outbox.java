package io.reelflow.status.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.FluxSink;

/**
 * What waits for one client, and no more than so much. Of a job's mergeable updates one waits, after all others of that
 * job; where too much waits all of it gives way to {@code overflow}. Nobody waits for the client.
 */
final class Outbox {
    /** More transitions than a client that reads at all has waiting. */
    static final int MOST = 1_000;

    private final FluxSink<JobUpdate> sink;
    private final Predicate<JobUpdate> mergeable;
    private final boolean endsWithJob;
    private final Function<JobUpdate, List<JobUpdate>> overflow;
    private final Map<Object, JobUpdate> waiting = new LinkedHashMap<>();

    /**
     * @param endsWithJob whether the stream is complete once an update that ends a job has been taken
     * @param overflow what to say, given the newest update, to a client that has lost those before
     */
    Outbox(
            FluxSink<JobUpdate> sink,
            Predicate<JobUpdate> mergeable,
            boolean endsWithJob,
            Function<JobUpdate, List<JobUpdate>> overflow) {
        this.sink = sink;
        this.mergeable = mergeable;
        this.endsWithJob = endsWithJob;
        this.overflow = overflow;
        sink.onRequest(ignored -> drain());
    }

    synchronized void offer(JobUpdate update) {
        add(update);
        if (waiting.size() > MOST) {
            waiting.clear();
            overflow.apply(update).forEach(this::add);
        }
        drain();
    }

    private void add(JobUpdate update) {
        String job = update.state().jobId();
        if (update.kind() != JobUpdate.Kind.RESYNC) {
            waiting.remove(job);
        }
        waiting.put(mergeable.test(update) ? job : update, update);
    }

    /** There is nothing more to come. */
    synchronized void complete() {
        sink.complete();
    }

    synchronized void fail(Throwable error) {
        sink.error(error);
    }

    private synchronized void drain() {
        var next = waiting.values().iterator();
        while (next.hasNext() && sink.requestedFromDownstream() > 0 && !sink.isCancelled()) {
            JobUpdate update = next.next();
            next.remove();
            sink.next(update);
            if (endsWithJob && update.isLast()) {
                sink.complete();
                return;
            }
        }
    }
}
