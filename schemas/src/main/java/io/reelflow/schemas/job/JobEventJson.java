package io.reelflow.schemas.job;

import io.reelflow.schemas.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes events as Jackson would by itself, which takes twice as long: the dataflow writes nothing else as often. */
final class JobEventJson extends ValueSerializer<JobEvent> {
    private static final SerializedString EVENT_ID = new SerializedString("event_id");
    private static final SerializedString VERSION = new SerializedString("version");
    private static final SerializedString TIME = new SerializedString("time");
    private static final SerializedString JOB_ID = new SerializedString("job_id");
    private static final SerializedString VIDEO_ID = new SerializedString("video_id");
    private static final SerializedString TYPE = new SerializedString("type");
    private static final SerializedString ATTEMPT = new SerializedString("attempt");
    private static final SerializedString STAGE = new SerializedString("stage");
    private static final SerializedString PART = new SerializedString("part");
    private static final SerializedString PARTS = new SerializedString("parts");
    private static final SerializedString STAGE_PROGRESS = new SerializedString("stage_progress");
    private static final SerializedString MESSAGE = new SerializedString("message");
    private static final SerializedString COUNTERS = new SerializedString("counters");
    private static final SerializedString ERROR = new SerializedString("error");
    private static final SerializedString STAGE_RUN = new SerializedString("stage_run");
    private static final SerializedString JOB = new SerializedString("job");
    private static final SerializedString MANIFEST_KEY = new SerializedString("manifest_key");
    private static final SerializedString CHANNEL_RUN = new SerializedString("channel_run");
    private static final SerializedString NEXT_CHECK = new SerializedString("next_check");

    @Override
    public void serialize(JobEvent event, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        text(json, EVENT_ID, event.eventId());
        json.writeName(VERSION).writeNumber(event.version());
        text(json, TIME, event.time());
        text(json, JOB_ID, event.jobId());
        text(json, VIDEO_ID, event.videoId());
        text(json, TYPE, event.type());
        json.writeName(ATTEMPT).writeNumber(event.attempt());
        text(json, STAGE, event.stage());
        number(json, PART, event.part());
        number(json, PARTS, event.parts());
        if (event.stageProgress() != null) {
            json.writeName(STAGE_PROGRESS).writeNumber(event.stageProgress());
        }
        text(json, MESSAGE, event.message());
        value(json, COUNTERS, event.counters(), context);
        value(json, ERROR, event.error(), context);
        value(json, STAGE_RUN, event.stageRun(), context);
        value(json, JOB, event.job(), context);
        text(json, MANIFEST_KEY, event.manifestKey());
        value(json, CHANNEL_RUN, event.channelRun(), context);
        text(json, NEXT_CHECK, event.nextCheck());
        json.writeEndObject();
    }

    /** What reads as text: also a time, and an enum by its word. Required fields may be null, too: they are then left out. */
    private static void text(JsonGenerator json, SerializedString name, @Nullable Object value) {
        if (value instanceof Enum<?> constant) {
            json.writeName(name).writeString(Words.of(constant));
        } else if (value != null) {
            json.writeName(name).writeString(value.toString());
        }
    }

    private static void number(JsonGenerator json, SerializedString name, @Nullable Integer value) {
        if (value != null) {
            json.writeName(name).writeNumber(value);
        }
    }

    private static void value(
            JsonGenerator json, SerializedString name, @Nullable Object value, SerializationContext context) {
        if (value != null) {
            json.writeName(name);
            context.writeValue(json, value);
        }
    }
}
