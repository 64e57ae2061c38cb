package io.reelflow.ingest.upload;

import io.reelflow.ingest.IngestConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;

/** Clients put files straight into the bucket; the size is part of what is signed. */
final class ObjectUploadPlace implements UploadPlace, AutoCloseable {
    private final String bucket;
    private final Clock clock;
    private final S3Presigner presigner;

    ObjectUploadPlace(String bucket, IngestConfig.S3 s3, Clock clock) {
        this.bucket = bucket;
        this.clock = clock;
        presigner = S3Presigner.builder()
                .endpointOverride(s3.endpoint())
                .region(Region.of(s3.region()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey())))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    @Override
    public URI address(Upload upload, Instant expires, String base) {
        var put = PutObjectRequest.builder()
                .bucket(bucket)
                .key(upload.key())
                .contentLength(upload.size())
                .build();
        var request = PutObjectPresignRequest.builder()
                .putObjectRequest(put)
                .signatureDuration(Duration.between(clock.instant(), expires))
                .build();
        return URI.create(presigner.presignPutObject(request).url().toString());
    }

    @Override
    public void close() {
        presigner.close();
    }
}
