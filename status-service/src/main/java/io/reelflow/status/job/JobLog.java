package io.reelflow.status.job;

import io.reelflow.schemas.Topics;
import io.reelflow.status.StatusConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The topics that jobs live in. */
@Component
public final class JobLog implements DisposableBean {
    /** Commands before events: a batch then knows a job before it reads what happened to it. */
    private static final List<String> TOPICS =
            List.of(Topics.JOB_COMMANDS, Topics.JOB_COMMANDS_BULK, Topics.JOB_EVENTS);

    /** Those, and where controls of many jobs are written to. */
    private static final List<String> CREATED =
            Stream.concat(TOPICS.stream(), Stream.of(Topics.JOB_CONTROLS_BULK)).toList();

    private static final int PARTITIONS = 4;

    private final String servers;
    private final Admin admin;

    JobLog(StatusConfig config) {
        this.servers = config.kafka();
        var settings = new Properties();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        this.admin = Admin.create(settings);
    }

    /** Creates what is missing; whoever starts first does it. */
    public void createTopics() throws InterruptedException {
        for (String topic : CREATED) {
            try {
                admin.createTopics(List.of(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("topic " + topic + " could not be created", e.getCause());
                }
            }
        }
    }

    /** A consumer that keeps no position of its own: whoever uses it seeks. */
    public KafkaConsumer<String, byte[]> consumer(String name, int batch) {
        var settings = new Properties();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return TOPICS.stream()
                .flatMap(topic -> partitions(consumer, topic).stream())
                .toList();
    }

    Mono<Map<TopicPartition, Long>> ends() {
        return ends(TOPICS);
    }

    /** The end of every partition at this moment. */
    Mono<Map<TopicPartition, Long>> ends(List<String> names) {
        return Mono.fromCompletionStage(() -> admin.describeTopics(names)
                        .allTopicNames()
                        .toCompletionStage()
                        .thenCompose(topics -> {
                            var latest = new HashMap<TopicPartition, OffsetSpec>();
                            topics.forEach((name, topic) -> topic.partitions()
                                    .forEach(each -> latest.put(
                                            new TopicPartition(name, each.partition()), OffsetSpec.latest())));
                            return admin.listOffsets(latest).all().toCompletionStage();
                        }))
                .map(JobLog::offsets);
    }

    /** Up to where a consumer group has said that it has read. */
    Mono<Map<TopicPartition, Long>> committed(String group) {
        return Mono.fromCompletionStage(() -> admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .toCompletionStage())
                .map(positions -> {
                    var committed = new HashMap<TopicPartition, Long>();
                    positions.forEach((partition, position) -> {
                        if (position != null) {
                            committed.put(partition, position.offset());
                        }
                    });
                    return committed;
                });
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> infos) {
        var ends = new HashMap<TopicPartition, Long>();
        infos.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    @Override
    public void destroy() {
        admin.close(Duration.ofSeconds(1));
    }
}
