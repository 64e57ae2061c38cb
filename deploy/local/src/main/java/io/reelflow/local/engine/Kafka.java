package io.reelflow.local.engine;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.PrivateFiles;
import io.reelflow.local.home.Settings;
import io.reelflow.local.process.ClassArchive;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import io.reelflow.local.process.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A real broker that is its own controller. */
public final class Kafka implements Component {
    private static final int HEAP_MEGABYTES = 384;
    private static final String MODULE = "deploy/local/kafka";

    private final Install install;
    private final Home home;
    private final Settings settings;
    private final String host;

    /** On loopback. */
    public Kafka(Install install, Home home, Settings settings) {
        this(install, home, settings, Stack.LOOPBACK);
    }

    /** @param host address for clients */
    Kafka(Install install, Home home, Settings settings, String host) {
        this.install = install;
        this.home = home;
        this.settings = settings;
        this.host = host;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return settings.port(name());
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        Path data = home.data().resolve("kafka");
        Path properties = home.run().resolve("kafka.properties");
        PrivateFiles.write(properties, properties(data).getBytes(StandardCharsets.UTF_8));
        PrivateFiles.write(home.run().resolve("kafka-log.xml"), Resource.bytes("kafka-log.xml"));
        String classpath = install.classpath(MODULE);
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(classpath, properties);
        }
        return new Launch(
                jvm(HEAP_MEGABYTES)
                        .with(classArchive().orElseThrow())
                        .command(classpath, "kafka.Kafka", properties.toString()),
                install.build(MODULE));
    }

    private Jvm jvm(int heap) {
        return new Jvm(heap)
                .with(
                        "-Dlog4j2.configurationFile=" + home.run().resolve("kafka-log.xml"),
                        "-Dreelflow.process=" + name());
    }

    private void format(String classpath, Path properties) throws IOException, InterruptedException {
        var command = jvm(128).with("-XX:TieredStopAtLevel=1")
                .command(
                        classpath,
                        "kafka.tools.StorageTool",
                        "format",
                        "--ignore-formatted",
                        "--cluster-id",
                        clusterId(),
                        "--config",
                        properties.toString());
        Tool.run(command, home.log(name()), "kafka's disk can not be formatted");
    }

    /** 16 random bytes in Kafka's way of writing them; one that starts with a dash reads as an option. */
    private static String clusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        bytes[0] &= 0x3f;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String properties(Path data) {
        return String.join(
                "\n",
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + settings.reached("kafka-controller"),
                        "listeners=PLAINTEXT://" + host + ":" + port() + ",CONTROLLER://127.0.0.1:"
                                + settings.port("kafka-controller"),
                        "advertised.listeners=PLAINTEXT://" + host + ":" + settings.reached(name()),
                        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + data,
                        "auto.create.topics.enable=false",
                        "default.replication.factor=1",
                        "min.insync.replicas=1",
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=4",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1",
                        "transaction.state.log.num.partitions=4",
                        "share.coordinator.state.topic.replication.factor=1",
                        "share.coordinator.state.topic.min.isr=1",
                        "share.coordinator.state.topic.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0",
                        "num.network.threads=2",
                        "num.io.threads=4",
                        // A killed broker may not come back before its session has ended.
                        "broker.heartbeat.interval.ms=500",
                        "broker.session.timeout.ms=4000",
                        "log.retention.hours=168",
                        "log.segment.bytes=67108864",
                        "log.cleaner.dedupe.buffer.size=16777216",
                        // What was acknowledged survives the death of the process; no other replica would.
                        "controlled.shutdown.enable=false",
                        ""));
    }

    @Override
    public Optional<ClassArchive> classArchive() {
        return Optional.of(install.classArchive(home, MODULE, name()));
    }

    @Override
    public Optional<String> notReady() {
        return Probe.kafka(host, port());
    }
}
