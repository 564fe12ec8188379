package io.affectstream.operators.voice;

import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.time.Grid;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Refusal;
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
 * Keyed by stream: admitted audio to voice features on the grid ({@link AudioFrontEnd}).
 *
 * <p>Keyed state, owned by this stage: {@code voice}, the samples that later frames need (a few
 * thousand); cleared at the end of the stream's audio.
 */
public final class VoiceFunction extends KeyedProcessFunction<String, AudioArrival, AlignInput> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "voice";

  public static final ValueStateDescriptor<VoiceState> VOICE =
      new ValueStateDescriptor<>("voice", TypeInformation.of(VoiceState.class));

  private final Grid grid;
  private final String pitchTracker;

  private transient AudioFrontEnd frontEnd;
  private transient ValueState<VoiceState> voice;

  /** The stage with the named pitch tracker; see {@link PitchTrackers#find}. */
  public VoiceFunction(Grid grid, String pitchTracker) {
    this.grid = grid;
    this.pitchTracker = pitchTracker;
  }

  /** Attaches the stage. */
  public static SingleOutputStreamOperator<AlignInput> attach(
      DataStream<AudioArrival> admitted, Grid grid, String pitchTracker) {
    return admitted
        .keyBy(AudioArrival::stream, Types.STRING)
        .process(new VoiceFunction(grid, pitchTracker), TypeInformation.of(AlignInput.class))
        .uid(UID)
        .name("voice");
  }

  @Override
  public void open(OpenContext context) {
    frontEnd =
        new AudioFrontEnd(
            grid,
            PitchTrackers.find(pitchTracker)
                .create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    voice = getRuntimeContext().getState(VOICE);
  }

  @Override
  public void processElement(AudioArrival chunk, Context context, Collector<AlignInput> out)
      throws Exception {
    VoiceState state = voice.value();
    if (state == null) {
      state = new VoiceState();
    }
    if (chunk.end()) {
      out.collect(AlignInput.of(frontEnd.finish(state, chunk.stream()), chunk.isSilence()));
      voice.clear();
      return;
    }
    try {
      VoiceSteps steps = frontEnd.push(state, chunk.stream(), PcmChunk.of(chunk.toChunk()));
      voice.update(state);
      if (steps.steps().length > 0) {
        out.collect(AlignInput.of(steps, false));
      }
    } catch (AudioFormatException e) {
      context.output(Refusal.TAG, Refusal.of(chunk, chunk.data(), e.reason(), e.getMessage()));
    }
  }
}
