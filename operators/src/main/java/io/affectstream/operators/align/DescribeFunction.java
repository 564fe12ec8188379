package io.affectstream.operators.align;

import io.affectstream.operators.source.StreamArrival;
import java.io.Serial;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Passes a stream's descriptor to the align stage. */
public final class DescribeFunction implements MapFunction<StreamArrival, AlignInput> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "describe";

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<AlignInput> attach(DataStream<StreamArrival> streams) {
    return streams
        .map(new DescribeFunction(), TypeInformation.of(AlignInput.class))
        .uid(UID)
        .name("describe");
  }

  @Override
  public AlignInput map(StreamArrival descriptor) {
    return AlignInput.of(descriptor);
  }
}
