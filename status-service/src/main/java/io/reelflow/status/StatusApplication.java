package io.reelflow.status;

import io.reelflow.access.Roots;
import io.reelflow.schemas.Json;
import io.reelflow.status.access.Seal;
import io.reelflow.status.storage.FileObjects;
import io.reelflow.status.storage.ObjectStore;
import io.reelflow.status.storage.S3Objects;
import io.reelflow.tracing.RequestSpans;
import io.reelflow.tracing.Tracing;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.WebFilter;
import tools.jackson.databind.json.JsonMapper;

/** The status service. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableScheduling
public class StatusApplication {

    public static void main(String[] args) {
        StatusConfig config;
        try {
            config = StatusConfig.from(System.getenv());
        } catch (StatusConfig.Invalid e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        start(config);
    }

    /** Starts and returns once it answers. */
    public static ConfigurableApplicationContext start(StatusConfig config) {
        var application = new SpringApplication(StatusApplication.class);
        var properties = new HashMap<>(config.log().properties("status-service"));
        properties.putAll(Map.of(
                "server.address", config.host(),
                "server.port", config.port(),
                "spring.datasource.url", config.postgres().url(),
                "spring.datasource.username", config.postgres().user(),
                "spring.datasource.password", config.postgres().password(),
                // A migration may take longer than any answer is waited for.
                "spring.flyway.url", config.postgres().url(),
                "spring.flyway.user", config.postgres().user(),
                "spring.flyway.password", config.postgres().password()));
        application.setDefaultProperties(properties);
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(StatusConfig.class, () -> config));
        return application.run();
    }

    @Bean
    JsonMapper jsonMapper() {
        return Json.MAPPER;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Tracing tracing(StatusConfig config) {
        return Tracing.of(config.tracing(), "status-service");
    }

    /** Streams are told of where they deliver. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter requestSpans(Tracing tracing, Clock clock) {
        return RequestSpans.filter(
                tracing,
                clock,
                exchange -> !exchange.getRequest().getMethod().equals(HttpMethod.GET)
                        && Roots.of(exchange.getRequest().getPath()).equals("api"));
    }

    @Bean
    WebClient.Builder webClients() {
        return WebClient.builder().codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20));
    }

    @Bean
    ObjectStore objects(StatusConfig config, Seal seal) {
        return config.storage().isFile()
                ? new FileObjects(Path.of(config.storage().location()), seal)
                : new S3Objects(config.storage());
    }
}
