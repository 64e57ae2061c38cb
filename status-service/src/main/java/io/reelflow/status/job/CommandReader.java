package io.reelflow.status.job;

import io.reelflow.schemas.job.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Single commands out of the log, by their place. One at a time; every call blocks. */
@Component
final class CommandReader implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(CommandReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JobLog log;
    private @Nullable KafkaConsumer<String, byte[]> consumer;

    CommandReader(JobLog log) {
        this.log = log;
    }

    /** The job as it stood when it was accepted; empty where the log does not hold its command any more. */
    synchronized Optional<JobState> accepted(String jobId, CommandIndex.Place place) {
        KafkaConsumer<String, byte[]> reader = consumer == null ? log.consumer("status-command", 1) : consumer;
        consumer = reader;
        try {
            reader.assign(List.of(place.partition()));
            reader.seek(place.partition(), place.offset());
            for (ConsumerRecord<String, byte[]> each : reader.poll(PATIENCE)) {
                LogRecord command = LogRecord.read(each);
                if (jobId.equalsIgnoreCase(each.key())) {
                    return Optional.of(JobState.fold(null, command.event(), command.sequence()));
                }
            }
        } catch (LogRecord.Unreadable e) {
            LOG.debug("The command of job {} can not be read: {}", jobId, e.getMessage());
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("job_id", jobId)
                    .log("The command of job {} was not read: {}", jobId, e.toString());
            destroy();
            throw e;
        }
        return Optional.empty();
    }

    @Override
    public synchronized void destroy() {
        KafkaConsumer<String, byte[]> unused = consumer;
        consumer = null;
        if (unused != null) {
            unused.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        }
    }
}
