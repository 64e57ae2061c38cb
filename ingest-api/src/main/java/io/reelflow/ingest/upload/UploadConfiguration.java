package io.reelflow.ingest.upload;

import io.reelflow.ingest.IngestConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UploadConfiguration {
    @Bean
    UploadPlace uploadPlace(IngestConfig config, Clock clock) {
        return config.s3() != null
                ? new ObjectUploadPlace(config.storage().getHost(), config.s3(), clock)
                : new FileUploadPlace(Path.of(config.storage()), Objects.requireNonNull(config.signingSecret()), clock);
    }
}
