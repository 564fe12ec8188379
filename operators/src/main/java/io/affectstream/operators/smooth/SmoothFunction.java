package io.affectstream.operators.smooth;

import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.RowSmoother;
import io.affectstream.features.rows.SmoothState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by stream: smooths labels per face and emits the rows in order ({@link RowSmoother}).
 *
 * <p>Keyed state, owned by this stage: {@code smooth}, bounded by the delay of the filter; cleared
 * when the stream is over.
 */
public final class SmoothFunction extends KeyedProcessFunction<String, FusedSegment, DecidedRow> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "smooth";

  public static final ValueStateDescriptor<SmoothState> SMOOTH =
      new ValueStateDescriptor<>("smooth", TypeInformation.of(SmoothState.class));

  private final SmoothingConfig config;
  private final long maxGapMicros;

  private transient RowSmoother smoother;
  private transient ValueState<SmoothState> smooth;

  /** The stage; a face absent for longer than {@code maxGapMicros} of originating time is gone. */
  public SmoothFunction(SmoothingConfig config, long maxGapMicros) {
    this.config = config;
    this.maxGapMicros = maxGapMicros;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<DecidedRow> attach(
      DataStream<FusedSegment> segments, SmoothingConfig config, long maxGapMicros) {
    return segments
        .keyBy(FusedSegment::stream, Types.STRING)
        .process(new SmoothFunction(config, maxGapMicros), TypeInformation.of(DecidedRow.class))
        .uid(UID)
        .name("smooth");
  }

  @Override
  public void open(OpenContext context) {
    smoother = new RowSmoother(config, maxGapMicros);
    smooth = getRuntimeContext().getState(SMOOTH);
  }

  @Override
  public void processElement(FusedSegment segment, Context context, Collector<DecidedRow> out)
      throws Exception {
    segment.failed().forEach(row -> context.output(Refusal.TAG, refusal(segment.stream(), row)));
    SmoothState state = smooth.value();
    if (state == null) {
      state = new SmoothState();
    }
    if (smoother.push(state, segment, out::collect)) {
      smooth.clear();
    } else {
      smooth.update(state);
    }
  }

  private static Refusal refusal(String stream, FusedRow row) {
    return new Refusal(
        Origin.NONE,
        stream,
        row.time(),
        DeadLetterReason.MODEL_OUTPUT_NOT_FINITE,
        "fusion: expected finite outputs, found NaN or infinity for frame %d, face %d; the row is emitted without a measurement"
            .formatted(row.frame(), row.face()),
        new byte[0]);
  }
}
