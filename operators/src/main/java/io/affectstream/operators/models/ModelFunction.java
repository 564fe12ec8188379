package io.affectstream.operators.models;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.operators.metrics.ModelMetrics;
import java.io.Serial;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stage that calls a graph of the bundle asynchronously: holds a lease on the models while it is
 * open, registers the graph's metrics, and fails requests that time out.
 *
 * @param <I> request
 * @param <O> result
 */
public abstract class ModelFunction<I, O> extends RichAsyncFunction<I, O> {

  @Serial private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(ModelFunction.class);

  /** Timeout of a request. */
  protected static final long TIMEOUT_MINUTES = 10;

  private final ModelSource source;
  private final RuntimeConfig runtimeConfig;
  private final String graph;

  private transient ModelRuntime.Lease models;

  /**
   * A stage.
   *
   * @param graph name of the graph whose metrics are registered, as in {@link ModelRuntime#metrics}
   */
  protected ModelFunction(ModelSource source, RuntimeConfig runtimeConfig, String graph) {
    this.source = source;
    this.runtimeConfig = runtimeConfig;
    this.graph = graph;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    models = ModelRuntime.lease(source, runtimeConfig);
    ModelRuntime runtime = models.runtime();
    LOG.info(
        "{} opens: bundle {}, graph {} on {}, {}",
        getRuntimeContext().getTaskInfo().getTaskNameWithSubtasks(),
        runtime.bundle().identity(),
        graph,
        runtime.devices().get(graph),
        runtimeConfig);
    ModelMetrics.register(getRuntimeContext().getMetricGroup(), runtime, graph);
  }

  /** The models, between open and close. */
  protected final ModelRuntime models() {
    return models.runtime();
  }

  /** Description of a request in an error message: stage, number and stream. */
  protected abstract String describe(I input);

  @Override
  public void timeout(I input, ResultFuture<O> result) {
    result.completeExceptionally(
        new TimeoutException(
            "%s took more than %d minutes; the model hangs or the machine is stalled"
                .formatted(describe(input), TIMEOUT_MINUTES)));
  }

  @Override
  public void close() {
    if (models != null) {
      models.close();
    }
  }
}
