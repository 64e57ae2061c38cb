package io.reelflow.status.job;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobCommand;
import io.reelflow.schemas.job.JobEvent;
import io.reelflow.schemas.job.JobEventType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A record of the log as an event of a job; a command is the event that it stands for.
 *
 * @param sequence the event's position in its job: the record's offset, -1 for a command
 * @param json the event as it came; null for a command, and where it is not known
 */
public record LogRecord(
        String topic,
        int partition,
        long offset,
        JobEvent event,
        long sequence,
        @Nullable ByteBuffer json) {

    /** An event that came from nowhere. */
    public LogRecord(String topic, int partition, long offset, JobEvent event, long sequence) {
        this(topic, partition, offset, event, sequence, null);
    }

    /** A record that is not what its topic holds: it can never be read, however often one tries. */
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason);
        }
    }

    /** An escaped NUL: legal in JSON, refused by Postgres. It may come out of a page's title. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    public boolean isCommand() {
        return Topics.isOfCommands(topic);
    }

    /** Throws {@link Unreadable} where it is not what its topic holds. */
    public static LogRecord read(ConsumerRecord<String, byte[]> entry) {
        byte[] value = entry.value();
        if (value == null) {
            throw new Unreadable("the record has no value");
        }
        try {
            boolean command = Topics.isOfCommands(entry.topic());
            if (mayHoldNul(value)) {
                String json = new String(value, StandardCharsets.UTF_8);
                value = NUL.matcher(json).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
            }
            JobEvent event = command ? command(value) : Json.read(value, JobEvent.class);
            check(event);
            long sequence = command ? -1 : entry.offset();
            ByteBuffer json = command ? null : ByteBuffer.wrap(value);
            return new LogRecord(entry.topic(), entry.partition(), entry.offset(), event, sequence, json);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new Unreadable(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("not readable"));
        }
    }

    private static boolean mayHoldNul(byte[] json) {
        for (int i = 0; i + 5 < json.length; i++) {
            if (json[i] == '\\' && json[i + 1] == 'u' && json[i + 2] == '0' && json[i + 5] == '0') {
                return true;
            }
        }
        return false;
    }

    private static JobEvent command(byte[] value) {
        JobCommand command = Json.read(value, JobCommand.class);
        Job job = command.job();
        Objects.requireNonNull(command.commandId(), "a command names its command_id");
        Objects.requireNonNull(job.jobType(), "a job names its job_type");
        Objects.requireNonNull(job.url(), "a job names its url");
        Objects.requireNonNull(job.userId(), "a job names its user_id");
        return JobEvent.submitted(command);
    }

    private static void check(JobEvent event) {
        UUID.fromString(Objects.requireNonNull(event.jobId(), "an event names its job_id"));
        Objects.requireNonNull(event.eventId(), "an event names its event_id");
        Objects.requireNonNull(event.videoId(), "an event names its video_id");
        Objects.requireNonNull(event.time(), "an event names its time");
        Objects.requireNonNull(event.type(), "an event names its type");
        if (isStageEvent(event.type())) {
            Objects.requireNonNull(event.stage(), "a stage event names its stage");
        }
    }

    static boolean isStageEvent(JobEventType type) {
        return type == JobEventType.STAGE_STARTED
                || type == JobEventType.STAGE_PROGRESSED
                || type == JobEventType.STAGE_COMPLETED
                || type == JobEventType.STAGE_FAILED;
    }
}
