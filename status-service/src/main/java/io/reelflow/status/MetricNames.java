package io.reelflow.status;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names of metrics as the contract has them, where Micrometer would change one. */
@Configuration(proxyBeanMethods = false)
class MetricNames {
    /** It takes {@code _created} for the time stamp that OpenMetrics calls so, and would leave it out. */
    private static final String CREATED = "videos_created";

    @Bean
    MeterRegistryCustomizer<PrometheusMeterRegistry> ofTheContract() {
        return registry ->
                registry.config().namingConvention(new Kept(registry.config().namingConvention()));
    }

    private record Kept(NamingConvention plain) implements NamingConvention {
        @Override
        public String name(String name, Meter.Type type, @Nullable String baseUnit) {
            return name.equals(CREATED) ? name : plain.name(name, type, baseUnit);
        }

        @Override
        public String tagKey(String key) {
            return plain.tagKey(key);
        }

        @Override
        public String tagValue(String value) {
            return plain.tagValue(value);
        }
    }
}
