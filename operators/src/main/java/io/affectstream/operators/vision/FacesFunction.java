package io.affectstream.operators.vision;

import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.Refusal;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Splits the outcome of the vision stage: forwards faces, sends refusals to {@link Refusal#TAG}.
 */
public final class FacesFunction extends ProcessFunction<VisionOutcome, AlignInput> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "faces";

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<AlignInput> attach(DataStream<VisionOutcome> outcomes) {
    return outcomes
        .process(new FacesFunction(), TypeInformation.of(AlignInput.class))
        .uid(UID)
        .name("faces");
  }

  @Override
  public void processElement(VisionOutcome outcome, Context context, Collector<AlignInput> out) {
    out.collect(AlignInput.of(outcome.frame(), outcome.silence()));
    outcome.refusals().forEach(refusal -> context.output(Refusal.TAG, refusal));
  }
}
