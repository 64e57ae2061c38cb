package io.reelflow.dataflow.sink;

import io.reelflow.schemas.ConsumerGroups;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobOutcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics at both ends of the dataflow. */
public final class KafkaEnds {
    /**
     * A connection that nobody answers on any more stands still for as long, and a job's way has several, one behind the
     * other: with 10 s work stood still for 38.
     */
    static final String REQUEST_TIMEOUT_MILLIS = "5000";

    private static final int PARTITIONS = 4;
    private static final List<String> OF_JOBS = List.of(
            Topics.JOB_COMMANDS,
            Topics.JOB_COMMANDS_BULK,
            Topics.JOB_CONTROLS,
            Topics.JOB_CONTROLS_BULK,
            Topics.JOB_EVENTS,
            Topics.JOB_OUTCOMES,
            Topics.WORK_STOPS,
            Topics.SOURCE_REPORTS);
    /** The newest message of each key counts, and is kept. */
    private static final List<String> OF_SETTINGS =
            List.of(Topics.INTAKE_CONTROLS, Topics.API_KEYS, Topics.VIDEO_TOMBSTONES);

    private final String bootstrapServers;
    private final boolean silent;

    public KafkaEnds(String bootstrapServers) {
        this(bootstrapServers, false);
    }

    private KafkaEnds(String bootstrapServers, boolean silent) {
        this.bootstrapServers = bootstrapServers;
        this.silent = silent;
    }

    /** Of the same topics, but each ends where it is at that moment, and none of its messages comes out. */
    public static KafkaEnds withoutMessages(String bootstrapServers) {
        return new KafkaEnds(bootstrapServers, true);
    }

    /** Makes the topics that are not there yet. */
    public void createMissingTopics() throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            Set<String> known = admin.listTopics().names().get();
            List<NewTopic> missing = Stream.concat(
                            OF_JOBS.stream().map(topic -> topic(topic, PARTITIONS)),
                            OF_SETTINGS.stream().map(KafkaEnds::compacted))
                    .filter(topic -> !known.contains(topic.name()))
                    .toList();
            for (var made : admin.createTopics(missing).values().values()) {
                try {
                    made.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * All messages of a topic from its beginning, where no checkpoint says otherwise: without one, every job known to
     * Kafka is gone through again, which costs time only.
     */
    public <T> DataStream<T> read(StreamExecutionEnvironment environment, String topic, Class<T> type) {
        KafkaSourceBuilder<T> source = KafkaSource.<T>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(topic)
                .setGroupId(ConsumerGroups.DATAFLOW)
                .setClientIdPrefix("reelflow-" + topic)
                .setProperty(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setValueOnlyDeserializer(new JsonMessages<>(type));
        if (silent) {
            source.setStartingOffsets(OffsetsInitializer.latest()).setBounded(OffsetsInitializer.latest());
        }
        DataStream<T> messages = environment
                .fromSource(
                        source.build(),
                        WatermarkStrategy.noWatermarks(),
                        topic,
                        new JsonMessages<>(type).getProducedType())
                .uid(topic);
        // The two ends are asked for one after the other: a message may have come in between.
        return silent ? messages.filter(message -> false) : messages;
    }

    /** Stores outcomes at least once: lifecycle and scheduler know a repeat. */
    public void writeOutcomes(DataStream<JobOutcome> outcomes) {
        outcomes.sinkTo(KafkaSink.<JobOutcome>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "5")
                        .setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS)
                        .setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
                        .setRecordSerializer(KafkaRecordSerializationSchema.<JobOutcome>builder()
                                .setTopic(Topics.JOB_OUTCOMES)
                                .setKeySerializationSchema(new JobIdOf())
                                .setValueSerializationSchema(new JsonOf())
                                .build())
                        .build())
                .uid("outcomes")
                .name("outcomes");
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    private static NewTopic compacted(String name) {
        return topic(name, 1).configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    // Classes, because the sink asks for the type they serialize, which a lambda does not tell.

    private static final class JobIdOf implements SerializationSchema<JobOutcome> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(JobOutcome outcome) {
            return outcome.jobId().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static final class JsonOf implements SerializationSchema<JobOutcome> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(JobOutcome outcome) {
            return Json.bytes(outcome);
        }
    }
}
