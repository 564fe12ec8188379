package io.affectstream.operators.words;

import io.affectstream.features.words.SpokenText;
import io.affectstream.features.words.UtteranceState;
import io.affectstream.features.words.Utterances;
import io.affectstream.operators.source.TranscriptArrival;
import java.io.Serial;
import java.util.List;
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
 * Keyed by stream: adds to the words of a transcript those before them in the same utterance
 * ({@link Utterances}).
 *
 * <p>Keyed state, owned by this stage: {@code utterance}, the last {@link Utterances#MAX_WORDS}
 * words of the open utterance; cleared at the end of the stream's words.
 */
public final class UtteranceFunction
    extends KeyedProcessFunction<String, TranscriptArrival, SpokenUtterance> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "utterances";

  public static final ValueStateDescriptor<UtteranceState> UTTERANCE =
      new ValueStateDescriptor<>("utterance", TypeInformation.of(UtteranceState.class));

  private transient ValueState<UtteranceState> utterance;

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<SpokenUtterance> attach(
      DataStream<TranscriptArrival> admitted) {
    return admitted
        .keyBy(TranscriptArrival::stream, Types.STRING)
        .process(new UtteranceFunction(), TypeInformation.of(SpokenUtterance.class))
        .uid(UID)
        .name("utterances");
  }

  @Override
  public void open(OpenContext context) {
    utterance = getRuntimeContext().getState(UTTERANCE);
  }

  @Override
  public void processElement(
      TranscriptArrival transcript, Context context, Collector<SpokenUtterance> out)
      throws Exception {
    UtteranceState state = utterance.value() == null ? new UtteranceState() : utterance.value();
    List<SpokenText> words =
        transcript.words().stream()
            .map(word -> new SpokenText(word.text(), word.start(), word.end()))
            .toList();
    out.collect(new SpokenUtterance(transcript, Utterances.next(state, words)));
    if (transcript.end()) {
      utterance.clear();
    } else if (!words.isEmpty()) {
      utterance.update(state);
    }
  }
}
