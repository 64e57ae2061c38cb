package io.reelflow.dataflow.storage;

import java.io.Serializable;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Where artifacts are kept.
 *
 * @param root {@code s3a://BUCKET} or {@code file:///DIR}
 * @param endpoint of the S3 server; null for AWS itself
 * @param accessKey null where the machine's own identity is used
 */
public record StorageSettings(
        String root,
        @Nullable String endpoint,
        String region,
        @Nullable String accessKey,
        @Nullable String secretKey) implements Serializable {

    public StorageSettings {
        String scheme = URI.create(root).getScheme();
        if (!"s3a".equals(scheme) && !"file".equals(scheme)) {
            throw new IllegalArgumentException(
                    "REELFLOW_STORAGE: s3a://BUCKET or file:///DIR is needed, it is: " + root);
        }
    }

    Configuration hadoop() {
        Configuration conf = new Configuration(false);
        // No checksum files beside the artifacts: each has its sha256 in the manifest.
        conf.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        conf.set("fs.s3a.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        conf.set("fs.s3a.endpoint.region", region);
        conf.set("fs.s3a.path.style.access", "true");
        conf.set("fs.s3a.performance.flags", "create,mkdir,delete");
        conf.set("fs.s3a.fast.upload.buffer", "bytebuffer");
        conf.set("fs.s3a.multipart.size", "16M");
        conf.set("fs.s3a.change.detection.mode", "none");
        // A storage that is away holds the job: there is no use in trying for minutes first.
        conf.set("fs.s3a.attempts.maximum", "3");
        conf.set("fs.s3a.retry.limit", "3");
        conf.set("fs.s3a.connection.establish.timeout", "15s");
        conf.set("fs.s3a.connection.timeout", "30s");
        if (endpoint != null) {
            conf.set("fs.s3a.endpoint", endpoint);
            conf.set("fs.s3a.connection.ssl.enabled", String.valueOf(endpoint.startsWith("https")));
        }
        if (accessKey != null && secretKey != null) {
            conf.set("fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
            conf.set("fs.s3a.access.key", accessKey);
            conf.set("fs.s3a.secret.key", secretKey);
        }
        return conf;
    }

    @Override
    public String toString() {
        return root;
    }
}
