package io.reelflow.dataflow.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.junit.S3ProxyExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3StorageTest extends StorageContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    @RegisterExtension
    static final S3ProxyExtension SERVER = S3ProxyExtension.builder()
            .withCredentials("access", "secret")
            .ignoreUnknownHeaders()
            .build();

    @Override
    StorageSettings settings() {
        String bucket = "reelflow-" + BUCKETS.incrementAndGet();
        try (S3Client client = S3Client.builder()
                .endpointOverride(SERVER.getUri())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret")))
                .build()) {
            client.createBucket(request -> request.bucket(bucket));
        }
        return at(SERVER.getUri().toString(), bucket);
    }

    @Test
    void aServerThatIsAwayIsAStorageThatIsAway() throws Exception {
        try (ArtifactStore away = new ArtifactStore(at("http://127.0.0.1:1", "bucket"))) {
            assertThatThrownBy(() -> away.exists("videos/v1/a.json")).isInstanceOf(StorageException.class);
        }
    }

    private static StorageSettings at(String endpoint, String bucket) {
        return new StorageSettings("s3a://" + bucket, endpoint, "us-east-1", "access", "secret");
    }
}
