package io.reelflow.status.job;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import reactor.core.Disposable;

/** Events of jobs as they come in, for whoever follows one: it costs nothing until something happens. */
public interface JobFeed {

    /**
     * From now on the follower is given each event of the job, in order, on a thread it must not hold up. "Now" is not
     * before {@link #positions()}, read afterwards.
     */
    Disposable follow(String jobId, Consumer<LogRecord> follower);

    /** What lies before these offsets may have passed a follower by; what follows them has not. Blocks until started. */
    Map<TopicPartition, Long> positions() throws InterruptedException;
}
