package io.reelflow.ingest;

import io.reelflow.access.Counted;
import io.reelflow.access.KeyRing;
import io.reelflow.access.Origins;
import io.reelflow.access.RateLimits;
import io.reelflow.access.Roots;
import io.reelflow.ingest.command.BulkLog;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.ingest.intake.Intake;
import io.reelflow.ingest.purge.Tombstones;
import io.reelflow.schemas.Json;
import io.reelflow.tracing.RequestSpans;
import io.reelflow.tracing.Tracing;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;
import tools.jackson.databind.json.JsonMapper;

/** The ingest API: takes commands over HTTP, answers when Kafka has them. */
@SpringBootApplication(proxyBeanMethods = false)
public class IngestApplication {
    private static final int WRONG_CONFIGURATION = 2;

    @SuppressWarnings("SystemExitOutsideMain")
    public static void main(String[] arguments) {
        try {
            start(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("ingest-api: " + e.getMessage());
            System.exit(WRONG_CONFIGURATION);
        }
    }

    /**
     * Starts and listens.
     *
     * @throws IllegalArgumentException the environment is wrong: key, value and rule
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment) {
        IngestConfig config = IngestConfig.from(environment);
        var keys = new KeyRing(config.keysFile(), config.kafka());
        var application = new SpringApplication(IngestApplication.class);
        var properties = new HashMap<>(config.log().properties("ingest-api"));
        properties.putAll(Map.of("server.address", config.host(), "server.port", config.port()));
        application.setDefaultProperties(properties);
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean(IngestConfig.class, () -> config);
            beans.registerBean(KeyRing.class, () -> keys);
        });
        try {
            return application.run();
        } catch (RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    @Bean
    CommandLog commandLog(IngestConfig config) {
        return new CommandLog(config.kafka());
    }

    @Bean
    BulkLog bulkLog(IngestConfig config) {
        return new BulkLog(config.kafka());
    }

    @Bean
    Intake intake(IngestConfig config) {
        return new Intake(config.kafka(), config.disk(), config.rates().replicas());
    }

    @Bean
    Tombstones tombstones(IngestConfig config) {
        return new Tombstones(config.kafka());
    }

    @Bean
    RateLimits rateLimits(IngestConfig config) {
        return RateLimits.local(config.rates());
    }

    @Bean
    Counted counted(IngestConfig config, Clock clock) {
        return new Counted(config.signingSecret(), clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    WebFilter origins(IngestConfig config) {
        return Origins.filter(
                config.corsOrigins(),
                exchange -> Roots.of(exchange.getRequest().getPath()).equals("api"));
    }

    @Bean
    Tracing tracing(IngestConfig config) {
        return Tracing.of(config.tracing(), "ingest-api");
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebFilter requestSpans(Tracing tracing, Clock clock) {
        return RequestSpans.filter(
                tracing,
                clock,
                exchange -> Roots.of(exchange.getRequest().getPath()).equals("api"));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Answers are written as all our documents are. */
    @Bean
    JsonMapper json() {
        return Json.MAPPER;
    }

    @EventListener
    void prepare(ApplicationReadyEvent event) {
        event.getApplicationContext().getBean(CommandLog.class).prepare();
    }
}
