package io.reelflow.status.action;

import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobControl;
import io.reelflow.status.StatusConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Writes controls of many jobs to their own topic, so that no other waits behind them. */
@Component
class BulkControls implements DisposableBean {
    private static final Duration BLOCK = Duration.ofSeconds(3);
    private static final Duration DELIVERY = Duration.ofSeconds(8);

    private final KafkaProducer<String, byte[]> producer;

    BulkControls(StatusConfig config) {
        producer = new KafkaProducer<>(
                Map.ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka()),
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "status-actions"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 4 << 20),
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis()),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BLOCK.toMillis()),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns once every in-sync replica has all of them. */
    void write(List<JobControl> controls) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(controls.size());
        for (JobControl each : controls) {
            sent.add(producer.send(new ProducerRecord<>(Topics.JOB_CONTROLS_BULK, each.jobId(), Json.bytes(each))));
        }
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a control was not acknowledged", e.getCause());
            }
        }
    }

    @Override
    public void destroy() {
        producer.close(BLOCK);
    }
}
