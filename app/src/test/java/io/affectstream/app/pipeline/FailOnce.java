package io.affectstream.app.pipeline;

import io.affectstream.operators.source.RawRecord;
import java.io.Serial;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Fails its task once, on the first record after a completed checkpoint. */
final class FailOnce extends RichMapFunction<RawRecord, RawRecord> implements CheckpointListener {

  @Serial private static final long serialVersionUID = 1L;

  private static final Map<String, Boolean> FAILED = new ConcurrentHashMap<>();

  private final String run;
  private transient boolean armed;

  FailOnce(String run) {
    this.run = run;
  }

  static boolean failed(String run) {
    return FAILED.containsKey(run);
  }

  @Override
  public RawRecord map(RawRecord record) {
    if (armed && FAILED.putIfAbsent(run, true) == null) {
      throw new IllegalStateException("failure injected at " + record.origin());
    }
    return record;
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    armed = true;
  }
}
