package io.affectstream.operators.source;

import io.affectstream.operators.source.ArrivalReader.ImplausibleException;
import io.affectstream.schemas.wire.WireException;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the records of one topic; sends unreadable records to {@link Refusal#TAG}.
 *
 * @param <T> arrival
 */
public final class ReadFunction<T> extends ProcessFunction<RawRecord, T> {

  @Serial private static final long serialVersionUID = 1L;

  private final ArrivalReader<?, T> reader;

  ReadFunction(ArrivalReader<?, T> reader) {
    this.reader = reader;
  }

  /** Attaches the stage; {@code name} is the modality and part of the uid. */
  public static <T> SingleOutputStreamOperator<T> attach(
      DataStream<RawRecord> records, ArrivalReader<?, T> reader, String name, Class<T> type) {
    return records
        .process(new ReadFunction<>(reader), TypeInformation.of(type))
        .uid("read-" + name)
        .name("read " + name);
  }

  @Override
  public void processElement(RawRecord raw, Context context, Collector<T> out) {
    if (reader.skips(raw)) {
      return;
    }
    try {
      out.collect(reader.read(raw, refusal -> context.output(Refusal.TAG, refusal)));
    } catch (WireException e) {
      context.output(Refusal.TAG, Refusal.of(raw, "", e.reason(), e.getMessage()));
    } catch (ImplausibleException e) {
      context.output(
          Refusal.TAG, Refusal.of(raw, e.stream(), ArrivalReader.implausible(), e.getMessage()));
    }
  }
}
