package io.reelflow.status.access;

import io.reelflow.access.Counted;
import io.reelflow.access.KeyRing;
import io.reelflow.access.Origins;
import io.reelflow.status.StatusConfig;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

/** What this service has in common with the ingest API. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {
    @Bean
    KeyRing keyRing(StatusConfig config) {
        return new KeyRing(config.keysFile(), config.kafka());
    }

    @Bean
    Counted counted(StatusConfig config, Clock clock) {
        return new Counted(config.signingSecret(), clock);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 2)
    WebFilter origins(StatusConfig config) {
        return Origins.filter(config.corsOrigins(), exchange -> ApiPaths.isApi(exchange.getRequest()));
    }
}
