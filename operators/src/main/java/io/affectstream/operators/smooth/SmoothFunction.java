package io.affectstream.operators.smooth;

import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.ProvisionalRows;
import io.affectstream.features.rows.ProvisionalState;
import io.affectstream.features.rows.RowSmoother;
import io.affectstream.features.rows.SmoothState;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.Serial;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by stream: smooths labels per face and emits the rows in order ({@link RowSmoother}). The
 * second input are the provisional rows: a final row carries the label of its provisional one, and
 * early episodes are confirmed or withdrawn ({@link ProvisionalRows}, side output {@link
 * #VERDICTS}). Nothing else of a final row depends on them, and no final row waits for one.
 *
 * <p>Keyed state, owned by this stage: {@code smooth}, bounded by the delay of the filter, cleared
 * when the stream is over; {@code provisional}, bounded by the rows whose final ones are not
 * emitted yet, cleared when both kinds of rows are over.
 */
public final class SmoothFunction
    extends KeyedCoProcessFunction<String, FusedSegment, LiveRow, DecidedRow> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "smooth";

  public static final ValueStateDescriptor<SmoothState> SMOOTH =
      new ValueStateDescriptor<>("smooth", TypeInformation.of(SmoothState.class));

  public static final ValueStateDescriptor<ProvisionalState> PROVISIONAL =
      new ValueStateDescriptor<>("provisional", TypeInformation.of(ProvisionalState.class));

  /** Provisional episodes that final rows confirm or refute. */
  public static final OutputTag<StreamEvent> VERDICTS = new OutputTag<>("verdicts") {};

  private final SmoothingConfig config;
  private final long maxGapMicros;
  private final float[] thresholds;

  private transient RowSmoother smoother;
  private transient ProvisionalRows provisionalRows;
  private transient ValueState<SmoothState> smooth;
  private transient ValueState<ProvisionalState> provisional;

  /**
   * The stage; a face absent for longer than {@code maxGapMicros} of originating time is gone.
   *
   * @param thresholds {@code [12]}: probability at or above which an action unit is active; NaN:
   *     never
   */
  public SmoothFunction(SmoothingConfig config, long maxGapMicros, float[] thresholds) {
    this.config = config;
    this.maxGapMicros = maxGapMicros;
    this.thresholds = thresholds;
  }

  /** Attaches the stage to the rows of segments and the provisional rows. */
  public static SingleOutputStreamOperator<DecidedRow> attach(
      DataStream<FusedSegment> segments,
      DataStream<LiveRow> live,
      SmoothingConfig config,
      long maxGapMicros,
      float[] thresholds) {
    return segments
        .keyBy(FusedSegment::stream, Types.STRING)
        .connect(live.keyBy(LiveRow::stream, Types.STRING))
        .process(
            new SmoothFunction(config, maxGapMicros, thresholds),
            TypeInformation.of(DecidedRow.class))
        .uid(UID)
        .name("smooth");
  }

  @Override
  public void open(OpenContext context) {
    smoother = new RowSmoother(config, maxGapMicros);
    provisionalRows = new ProvisionalRows(thresholds);
    smooth = getRuntimeContext().getState(SMOOTH);
    provisional = getRuntimeContext().getState(PROVISIONAL);
  }

  @Override
  public void processElement1(FusedSegment segment, Context context, Collector<DecidedRow> out)
      throws Exception {
    segment.failed().forEach(row -> context.output(Refusal.TAG, refusal(segment.stream(), row)));
    SmoothState state = smooth.value();
    if (state == null) {
      state = new SmoothState();
    }
    ProvisionalState waiting = waiting();
    boolean over =
        smoother.push(
            state,
            segment,
            row ->
                out.collect(
                    provisionalRows.decided(
                        waiting, row, event -> context.output(VERDICTS, event))));
    if (over) {
      smooth.clear();
    } else {
      smooth.update(state);
    }
    keep(waiting);
  }

  @Override
  public void processElement2(LiveRow row, Context context, Collector<DecidedRow> out)
      throws Exception {
    ProvisionalState waiting = waiting();
    provisionalRows.add(waiting, row, event -> context.output(VERDICTS, event));
    keep(waiting);
  }

  private ProvisionalState waiting() throws IOException {
    ProvisionalState state = provisional.value();
    return state == null ? new ProvisionalState() : state;
  }

  private void keep(ProvisionalState state) throws IOException {
    if (state.isOver()) {
      provisional.clear();
    } else {
      provisional.update(state);
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
