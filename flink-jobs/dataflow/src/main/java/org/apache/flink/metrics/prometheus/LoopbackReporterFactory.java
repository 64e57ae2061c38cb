package org.apache.flink.metrics.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Flink's own Prometheus page at one address, the loopback unless {@code host} says otherwise: the stock reporter
 * listens on every one. It is in Flink's
 * package because the registry that its base class fills is visible nowhere else.
 */
public final class LoopbackReporterFactory implements MetricReporterFactory {
    @Override
    public AbstractPrometheusReporter createMetricReporter(Properties properties) {
        var address = new InetSocketAddress(
                properties.getProperty("host", "127.0.0.1"), Integer.parseInt(properties.getProperty("port", "0")));
        try {
            return new LoopbackReporter(address);
        } catch (IOException e) {
            throw new UncheckedIOException("metrics can not be served at " + address, e);
        }
    }
}
