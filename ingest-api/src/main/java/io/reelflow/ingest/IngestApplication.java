package io.reelflow.ingest;

import io.reelflow.ingest.access.ApiKeys;
import io.reelflow.ingest.command.CommandLog;
import io.reelflow.schemas.Json;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
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
        ApiKeys keys = ApiKeys.read(config.keysFile());
        var application = new SpringApplication(IngestApplication.class);
        application.setDefaultProperties(Map.of("server.address", config.host(), "server.port", config.port()));
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean(IngestConfig.class, () -> config);
            beans.registerBean(ApiKeys.class, () -> keys);
        });
        return application.run();
    }

    @Bean
    CommandLog commandLog(IngestConfig config) {
        return new CommandLog(config.kafka());
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
