package io.affectstream.app.embedded;

import java.net.InetSocketAddress;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates {@link BoundPrometheusReporter}; Flink finds it through the service loader. */
public final class BoundPrometheusReporterFactory implements MetricReporterFactory {

  static final String HOST = "host";
  static final String PORT = "port";

  @Override
  public BoundPrometheusReporter createMetricReporter(Properties properties) {
    return new BoundPrometheusReporter(
        new InetSocketAddress(
            properties.getProperty(HOST), Integer.parseInt(properties.getProperty(PORT))));
  }
}
