package org.apache.flink.metrics.prometheus;

import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A Prometheus page at {@code /metrics}. */
final class LoopbackReporter extends AbstractPrometheusReporter {
    private final HTTPServer server;

    LoopbackReporter(InetSocketAddress address) throws IOException {
        this.server = new HTTPServer(address, registry, true);
    }

    @Override
    public void close() {
        server.stop();
        super.close();
    }
}
