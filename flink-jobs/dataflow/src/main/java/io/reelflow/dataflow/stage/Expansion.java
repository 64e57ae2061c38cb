package io.reelflow.dataflow.stage;

import io.reelflow.media.MediaException;
import io.reelflow.media.TaskType;
import io.reelflow.media.fetch.ListFound;
import io.reelflow.media.fetch.ListRequest;
import io.reelflow.media.fetch.ListTask;
import io.reelflow.schemas.job.ChannelRequest;
import io.reelflow.schemas.job.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;

/** Lists a channel, and asks for a job for each video found that has none yet, while the listing runs. */
final class Expansion {
    /** Who asks for an estimate waits for it. */
    private static final Duration ESTIMATE = Duration.ofSeconds(30);

    private Expansion() {}

    static void run(Work work, StageRunContext context) throws MediaException, IOException, InterruptedException {
        Job job = work.job();
        ChannelRequest channel = Objects.requireNonNull(job.channel(), "a channel job says what it looks for");
        Children children = new Children(job, channel, context, context.out().resolve(ListTask.FILE));
        ListRequest request = new ListRequest(
                job.url(),
                channel,
                context.place().settings().allowedHosts(),
                work.identity(),
                channel.onlyCounts() ? ESTIMATE.toSeconds() : null);
        try {
            ListFound found = context.ask(work, TaskType.LIST, request, (stage, fraction, message, counters) -> {
                context.report().channelRun(children.read());
                context.report().report(stage, fraction, message, counters);
            });
            children.read();
            context.report().channelRun(children.all(found));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
