package io.affectstream.operators.output;

import io.affectstream.features.align.LateArrival;
import io.affectstream.operators.source.Refusal;
import java.io.Serial;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Turns late arrivals into dead letters. */
public final class LateFunction implements MapFunction<LateArrival, Refusal> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "late";

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<Refusal> attach(DataStream<LateArrival> late) {
    return late.map(new LateFunction(), TypeInformation.of(Refusal.class)).uid(UID).name("late");
  }

  @Override
  public Refusal map(LateArrival arrival) {
    return LateRecords.of(arrival);
  }
}
