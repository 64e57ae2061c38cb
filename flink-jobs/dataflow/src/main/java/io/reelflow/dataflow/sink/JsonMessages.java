package io.reelflow.dataflow.sink;

import io.reelflow.schemas.Json;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** Messages of a topic, read as records. What is none is logged and passed over: it would stop the topic for ever. */
public final class JsonMessages<T> implements DeserializationSchema<T> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(JsonMessages.class);

    private final Class<T> type;

    public JsonMessages(Class<T> type) {
        this.type = type;
    }

    @Override
    public @Nullable T deserialize(byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        try {
            return Json.read(message, type);
        } catch (JacksonException e) {
            LOG.error("passes over a message that is no {}: {}", type.getSimpleName(), e.getOriginalMessage());
            return null;
        }
    }

    @Override
    public boolean isEndOfStream(T message) {
        return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return TypeInformation.of(type);
    }
}
