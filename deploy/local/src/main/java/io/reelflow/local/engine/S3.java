package io.reelflow.local.engine;

import io.reelflow.local.home.Home;
import io.reelflow.local.home.PrivateFiles;
import io.reelflow.local.home.Secrets;
import io.reelflow.local.process.ClassArchive;
import io.reelflow.local.process.Component;
import io.reelflow.local.process.Launch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** S3Proxy over a folder, with one bucket. */
public final class S3 implements Component {
    public static final String BUCKET = "reelflow";
    public static final String REGION = "us-east-1";
    private static final int HEAP_MEGABYTES = 128;
    private static final String MODULE = "deploy/local/s3";

    private final Install install;
    private final Home home;
    private final Secrets secrets;
    private final String host;
    private final int port;

    /** On loopback. */
    public S3(Install install, Home home, Secrets secrets, int port) {
        this(install, home, secrets, Stack.LOOPBACK, port);
    }

    S3(Install install, Home home, Secrets secrets, String host, int port) {
        this.host = host;
        this.install = install;
        this.home = home;
        this.secrets = secrets;
        this.port = port;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Launch prepare() throws IOException {
        Path folder = home.data().resolve("s3");
        Path bucket = Files.createDirectories(folder.resolve(BUCKET));
        // Others' right to read the folder would be everyone's right to list the bucket.
        Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwx------"));
        Path properties = home.run().resolve("s3.properties");
        PrivateFiles.write(properties, properties(folder).getBytes(StandardCharsets.UTF_8));
        Path log = home.run().resolve("s3-log.xml");
        boolean json = "json".equals(System.getenv("REELFLOW_LOG_FORMAT"));
        PrivateFiles.write(log, Resource.bytes(json ? "s3-log-json.xml" : "s3-log.xml"));
        return new Launch(
                new Jvm(HEAP_MEGABYTES)
                        .with(classArchive().orElseThrow())
                        .with("-Dlogback.configurationFile=" + log)
                        .command(
                                install.classpath(MODULE),
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                properties.toString()),
                install.build(MODULE));
    }

    private String properties(Path folder) {
        return String.join(
                "\n",
                List.of(
                        "s3proxy.endpoint=http://" + host + ":" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + secrets.s3AccessKey(),
                        "s3proxy.credential=" + secrets.s3SecretKey(),
                        "s3proxy.ignore-unknown-headers=true",
                        // Larger than any one upload that is signed for a client.
                        "s3proxy.v4-max-non-chunked-request-size=134217728",
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + folder,
                        ""));
    }

    @Override
    public Optional<ClassArchive> classArchive() {
        return Optional.of(install.classArchive(home, MODULE, name()));
    }

    @Override
    public Optional<String> notReady() {
        return Probe.http("http://" + host + ":" + port + "/");
    }
}
