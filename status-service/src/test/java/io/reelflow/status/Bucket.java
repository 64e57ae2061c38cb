package io.reelflow.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** A real S3 API over a folder. */
public final class Bucket {
    private static final String NAME = "videos";
    private static final String ACCESS = "access";
    private static final String SECRET = "a secret of this test";

    private final S3Proxy proxy;

    public Bucket(Path directory) throws Exception {
        BlobStore store = new FilesystemNio2BlobStore(directory.toString());
        store.createContainer(NAME);
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS, SECRET)
                .ignoreUnknownHeaders(true)
                .build();
        proxy.start();
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    public Map<String, String> environment() {
        return Map.of(
                "REELFLOW_STORAGE",
                "s3a://" + NAME,
                "REELFLOW_S3_ENDPOINT",
                endpoint().toString(),
                "REELFLOW_S3_ACCESS_KEY",
                ACCESS,
                "REELFLOW_S3_SECRET_KEY",
                SECRET);
    }

    public StatusConfig.Storage storage() {
        return new StatusConfig.Storage(URI.create("s3a://" + NAME), endpoint(), "us-east-1", ACCESS, SECRET);
    }

    /** Puts every file below the folder under its path there. */
    public void putAll(Path folder) throws IOException {
        try (var client = S3AsyncClient.builder()
                        .endpointOverride(endpoint())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS, SECRET)))
                        .build();
                Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                String key = folder.relativize(file).toString();
                client.putObject(put -> put.bucket(NAME).key(key), AsyncRequestBody.fromFile(file))
                        .join();
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    public void stop() throws Exception {
        proxy.stop();
    }
}
