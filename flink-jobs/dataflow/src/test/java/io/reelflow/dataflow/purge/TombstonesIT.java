package io.reelflow.dataflow.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelflow.dataflow.KafkaBroker;
import io.reelflow.dataflow.sink.KafkaEnds;
import io.reelflow.dataflow.sink.TopicListener;
import io.reelflow.dataflow.stage.Jobs;
import io.reelflow.schemas.Json;
import io.reelflow.schemas.ObjectKeys;
import io.reelflow.schemas.Topics;
import io.reelflow.schemas.job.Job;
import io.reelflow.schemas.job.JobType;
import io.reelflow.schemas.job.Tombstone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TombstonesIT {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Job JOB = Jobs.job("a", "removed-vid", JobType.SLIDES, 5);

    @TempDir
    Path directory;

    @Test
    void workBeginsOnceAllThatThereAreAreKnownAndThoseThatComeAreHeard() throws Exception {
        try (KafkaBroker kafka = new KafkaBroker(Files.createDirectory(directory.resolve("kafka")))) {
            Tombstones early = new Tombstones();
            try (TopicListener<Tombstone> topic = early.follow(kafka.bootstrapServers(), early::add)) {
                assertThat(topic).isNotNull(); // it waits for the topic
                assertThatThrownBy(() -> early.await(Duration.ofMillis(1))).isInstanceOf(IllegalStateException.class);
                new KafkaEnds(kafka.bootstrapServers()).createMissingTopics();
                early.await(LONG);
                assertThat(early.cover(JOB)).isFalse();
                kafka.send(Topics.VIDEO_TOMBSTONES, "x", "no message".getBytes(StandardCharsets.UTF_8));
                send(kafka, JOB.createdAt());
                Awaitility.await().atMost(LONG).until(() -> early.cover(JOB));
            }
            Tombstones later = new Tombstones();
            try (TopicListener<Tombstone> topic = later.follow(kafka.bootstrapServers(), later::add)) {
                assertThat(topic).isNotNull();
                later.await(LONG);
                assertThat(later.cover(JOB)).isTrue();
                assertThat(later.cover(Jobs.job("b", "another-vid", JobType.SLIDES, 5)))
                        .isFalse();
                assertThat(later.cover(Jobs.purge("p", "removed-vid"))).isFalse();
            }
        }
    }

    private static void send(KafkaBroker kafka, Instant time) throws Exception {
        Tombstone tombstone = new Tombstone(1, ObjectKeys.hash(JOB.videoId()), time, Jobs.id("purge"));
        kafka.send(Topics.VIDEO_TOMBSTONES, tombstone.videoHash(), Json.bytes(tombstone));
    }
}
