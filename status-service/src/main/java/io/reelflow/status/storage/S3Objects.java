package io.reelflow.status.storage;

import io.reelflow.status.StatusConfig.Storage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Objects of a bucket, over the S3 API. */
public final class S3Objects implements ObjectStore, DisposableBean {
    private final String bucket;
    private final S3AsyncClient client;
    private final S3Presigner presigner;
    private final DefaultDataBufferFactory buffers = new DefaultDataBufferFactory();

    public S3Objects(Storage storage) {
        this.bucket = storage.location().getHost();
        AwsCredentialsProvider credentials = credentials(storage);
        Region region = Region.of(storage.region());
        URI endpoint = storage.endpoint();
        var ours = S3AsyncClient.builder()
                .region(region)
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(64)
                        .connectionTimeout(Duration.ofSeconds(3))
                        .connectionAcquisitionTimeout(Duration.ofSeconds(5))
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(2)));
        var signer = S3Presigner.builder()
                .region(region)
                .credentialsProvider(credentials)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build());
        if (endpoint != null) {
            ours.endpointOverride(endpoint);
            signer.endpointOverride(endpoint);
        }
        this.client = ours.build();
        this.presigner = signer.build();
    }

    private static AwsCredentialsProvider credentials(Storage storage) {
        String access = storage.accessKey();
        String secret = storage.secretKey();
        return access == null || secret == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret));
    }

    @Override
    public Mono<Stat> stat(String key) {
        if (!ObjectStore.isKey(key)) {
            return Mono.empty();
        }
        return Mono.fromFuture(() ->
                        client.headObject(request -> request.bucket(bucket).key(key)))
                .map(found -> stat(key, found))
                .onErrorResume(S3Exception.class, error -> error.statusCode() == 404 ? Mono.empty() : Mono.error(error))
                .onErrorMap(SdkException.class, ignored -> ObjectStore.unavailable());
    }

    private static Stat stat(String key, HeadObjectResponse found) {
        return new Stat(key, found.contentLength(), found.eTag(), found.lastModified());
    }

    @Override
    public Flux<DataBuffer> read(String key, long from, long bytes) {
        if (bytes == 0) {
            return Flux.empty();
        }
        return Mono.fromFuture(() -> client.getObject(
                        request -> request.bucket(bucket).key(key).range("bytes=" + from + "-" + (from + bytes - 1)),
                        AsyncResponseTransformer.toPublisher()))
                .flatMapMany(Flux::<ByteBuffer>from)
                .<DataBuffer>map(buffers::wrap)
                .onErrorMap(SdkException.class, ignored -> ObjectStore.unavailable());
    }

    @Override
    public Mono<Void> put(String key, byte[] bytes) {
        String type = MediaTypes.of(key).toString();
        return Mono.fromFuture(() -> client.putObject(
                        request -> request.bucket(bucket).key(key).contentType(type),
                        AsyncRequestBody.fromBytes(bytes)))
                .onErrorMap(SdkException.class, ignored -> ObjectStore.unavailable())
                .then();
    }

    @Override
    public Mono<String> signed(String key, Duration life, @Nullable String disposition) {
        return Mono.fromSupplier(() -> presigner
                .presignGetObject(request -> request.signatureDuration(life)
                        .getObjectRequest(
                                object -> object.bucket(bucket).key(key).responseContentDisposition(disposition)))
                .url()
                .toString());
    }

    @Override
    public void destroy() {
        client.close();
        presigner.close();
    }
}
