package io.affectstream.operators.metrics;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import java.util.function.ToDoubleFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Batch size, inference time, waiting time, queue and device of one graph, in the group {@code
 * model.NAME}. The model is shared by all slots of a task manager, so every instance reports the
 * same values.
 */
public final class ModelMetrics {

  private static final double NANOS_PER_MILLI = 1e6;

  private ModelMetrics() {}

  /** Registers the metrics of the batcher {@code graph}, if the bundle has one. */
  public static void register(MetricGroup group, ModelRuntime models, String graph) {
    if (!models.metrics().containsKey(graph)) {
      return;
    }
    MetricGroup model = group.addGroup("model").addGroup(graph);
    int onGpu = models.devices().get(graph) == Device.CUDA ? 1 : 0;
    model.gauge("onGpu", (Gauge<Integer>) () -> onGpu);
    gauge(model, models, graph, "batches", BatcherMetrics::batches);
    gauge(model, models, graph, "rows", BatcherMetrics::rows);
    gauge(model, models, graph, "failedRows", BatcherMetrics::failedRows);
    gauge(model, models, graph, "queue", BatcherMetrics::queueDepth);
    gauge(model, models, graph, "meanBatchSize", BatcherMetrics::meanRows);
    gauge(
        model,
        models,
        graph,
        "meanInferenceMillis",
        m -> m.batches() == 0 ? 0 : m.runNanos() / NANOS_PER_MILLI / m.batches());
    gauge(
        model,
        models,
        graph,
        "meanWaitMillis",
        m -> m.rows() == 0 ? 0 : m.waitNanos() / NANOS_PER_MILLI / m.rows());
  }

  private static void gauge(
      MetricGroup group,
      ModelRuntime models,
      String graph,
      String name,
      ToDoubleFunction<BatcherMetrics> figure) {
    group.gauge(name, (Gauge<Double>) () -> figure.applyAsDouble(models.metrics().get(graph)));
  }
}
