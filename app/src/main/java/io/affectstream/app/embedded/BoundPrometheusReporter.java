package io.affectstream.app.embedded;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's metrics for Prometheus, under the names of Flink's own reporter, at one address. Flink's
 * own reporter always listens on every address of the machine.
 */
public final class BoundPrometheusReporter extends AbstractPrometheusReporter {

  private final HTTPServer server;

  /**
   * Starts listening.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  BoundPrometheusReporter(InetSocketAddress address) {
    try {
      server = new HTTPServer(address, registry(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "flink.prometheus-port: cannot listen at %s: %s; choose another"
              .formatted(address, e.getMessage()),
          e);
    }
  }

  /** The registry of the superclass is package-private. */
  private CollectorRegistry registry() {
    try {
      Field registry = AbstractPrometheusReporter.class.getDeclaredField("registry");
      registry.setAccessible(true);
      return (CollectorRegistry) registry.get(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of Flink keeps its metrics elsewhere", e);
    }
  }

  @Override
  public void close() {
    server.stop();
    super.close();
  }
}
