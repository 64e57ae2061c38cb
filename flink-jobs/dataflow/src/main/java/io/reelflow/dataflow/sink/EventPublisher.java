package io.reelflow.dataflow.sink;

import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.SourceReport;
import io.reelflow.schemas.job.WorkStop;
import java.io.IOException;

/** Where events go the moment they happen; one for each process, so that the events of a job here stay in order. */
public interface EventPublisher extends AutoCloseable {
    /** Does not wait, and does not throw: what could not be sent is told by the next {@link #flush}. */
    void publish(JobEvent event);

    /** Tells every machine that this work has to end; the same promise as {@link #publish}. */
    void stop(WorkStop stop);

    /** Tells the scheduler and every machine how a source took a visit; the same promise as {@link #publish}. */
    void report(SourceReport report);

    /** Asks the lifecycle for something; the same promise as {@link #publish}. */
    void control(JobControl control);

    /** Asks for a job, one of many; the same promise as {@link #publish}. */
    void command(JobCommand command);

    /** Returns when all that was published before is stored; called before a checkpoint is taken. */
    void flush() throws IOException;

    @Override
    void close();
}
