package io.reelflow.ingest.command;

import io.reelflow.access.CompactedTopic;
import io.reelflow.ingest.problem.ApiException;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.JobCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes what clients ask for to Kafka. It is accepted when every in-sync replica has it (acks=all, idempotent producer), and
 * only then; a client that hears 503 may send the same request again without making a second job.
 */
public final class CommandLog implements AutoCloseable {
    /** The header of an answer that says where its record stands. */
    public static final String POSITION = "X-Reelflow-Position";

    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);

    /** A client waits no longer than about this for a broker that does not answer. */
    private static final Duration DELIVERY = Duration.ofSeconds(8);

    private static final Duration BLOCK = Duration.ofSeconds(3);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Duration HEALTH = Duration.ofSeconds(2);
    private static final int PARTITIONS = 4;
    private static final List<String> TOPICS = List.of(
            Topics.JOB_COMMANDS,
            Topics.JOB_COMMANDS_BULK,
            Topics.JOB_CONTROLS,
            Topics.JOB_CONTROLS_BULK,
            Topics.JOB_EVENTS,
            Topics.JOB_OUTCOMES);
    private static final List<String> COMPACTED =
            List.of(Topics.INTAKE_CONTROLS, Topics.API_KEYS, Topics.VIDEO_TOMBSTONES);

    private final Producer<String, byte @Nullable []> producer;
    private final Admin admin;
    private final Scheduler senders = Schedulers.newBoundedElastic(4, 10_000, "kafka-send");
    private final Mono<Boolean> topics;

    public CommandLog(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.ofEntries(
                        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "reelflow-ingest"),
                        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 1),
                        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 << 20),
                        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis()),
                        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BLOCK.toMillis()),
                        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis())),
                new StringSerializer(),
                new ByteArraySerializer());
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "reelflow-ingest",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) BLOCK.toMillis(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis()));
        // A producer's first record would make the broker create the topic with one partition only.
        topics = Flux.fromIterable(TOPICS)
                .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                .concatWith(Flux.fromIterable(COMPACTED).map(CompactedTopic::description))
                .flatMap(this::createTopic)
                .then(Mono.just(true))
                .cache(always -> Duration.ofMillis(Long.MAX_VALUE), error -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** Creates missing topics in the background; a broker that is not there yet is asked again by the first command. */
    public void prepare() {
        topics.subscribe(
                done -> LOG.info("Topics are there: {}", TOPICS),
                error -> LOG.warn("Kafka does not answer yet: {}", error.getMessage()));
    }

    /** Done once all topics are there; fails with 503 where Kafka does not answer. */
    public Mono<Void> ready() {
        return topics.onErrorMap(CommandLog::unavailable).then();
    }

    public Mono<CommandPosition> append(JobCommand command) {
        return append(Topics.JOB_COMMANDS, command.job().jobId(), Json.bytes(command));
    }

    /**
     * The position of the record once it is safe; 503 where Kafka does not acknowledge it.
     *
     * @param value null: a tombstone
     */
    public Mono<CommandPosition> append(String topic, String key, byte @Nullable [] value) {
        var record = new ProducerRecord<String, byte @Nullable []>(topic, key, value);
        return topics.then(send(record))
                .publishOn(Schedulers.parallel())
                .map(written -> new CommandPosition(written.partition(), written.offset()))
                .onErrorMap(CommandLog::unavailable);
    }

    /** The cluster's id; an error where no broker answers within two seconds. */
    public Mono<String> clusterId() {
        return Mono.fromCompletionStage(
                        () -> admin.describeCluster().clusterId().toCompletionStage())
                .timeout(HEALTH);
    }

    /** {@code send} itself may wait for metadata or memory: not on an event loop. */
    private Mono<RecordMetadata> send(ProducerRecord<String, byte @Nullable []> record) {
        return Mono.<RecordMetadata>create(sink -> {
                    var unused = producer.send(record, (written, error) -> {
                        if (error != null) {
                            sink.error(error);
                        } else {
                            sink.success(written);
                        }
                    });
                })
                .subscribeOn(senders);
    }

    private Mono<Void> createTopic(NewTopic topic) {
        return Mono.fromCompletionStage(
                        () -> admin.createTopics(List.of(topic)).all().toCompletionStage())
                .onErrorComplete(TopicExistsException.class);
    }

    private static ApiException unavailable(Throwable error) {
        LOG.warn("A record was not acknowledged: {}", error.toString());
        return unanswered();
    }

    /** What a client hears of a record that Kafka did not acknowledge. */
    public static ApiException unanswered() {
        return ApiException.unavailable(
                "INTAKE_UNAVAILABLE", "Nothing was accepted: send the same request again", RETRY_AFTER);
    }

    @Override
    public void close() {
        senders.dispose();
        producer.close(BLOCK);
        admin.close(BLOCK);
    }
}
