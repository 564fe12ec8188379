package io.affectstream.operators.transcribe;

import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.speech.SpeechState;
import io.affectstream.inference.speech.OpenRecognisers;
import io.affectstream.inference.speech.RetainedAudio;
import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpokenTranscript;
import io.affectstream.inference.speech.Transcriber;
import io.affectstream.inference.speech.vosk.VoskLease;
import io.affectstream.operators.downtime.Downtime;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.NoWords;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by stream: admitted audio to transcripts, for streams whose descriptor requests it ({@link
 * Transcriber}). A stream whose language is unknown or has no model is immediately declared to have
 * no words, so that no stage waits for them.
 *
 * <p>Keyed state, all owned by this stage: {@code speech}, small; {@code blocks}, the audio since
 * the last final result, at most {@code maxUtterance} of 32 kB/s; {@code waiting}, audio that
 * arrived before the descriptor, for at most the discovery grace; {@code described}, the
 * descriptor. All are cleared at the end of the stream's audio; a descriptor without audio by a
 * timer after a day.
 */
public final class TranscribeFunction
    extends KeyedCoProcessFunction<String, AudioArrival, StreamArrival, SpokenTranscript> {

  @Serial private static final long serialVersionUID = 1L;

  public static final String UID = "transcribe";

  public static final ValueStateDescriptor<SpeechState> SPEECH =
      new ValueStateDescriptor<>("speech", TypeInformation.of(SpeechState.class));
  public static final MapStateDescriptor<Long, short[]> BLOCKS =
      new MapStateDescriptor<>(
          "blocks", Types.LONG, PrimitiveArrayTypeInfo.SHORT_PRIMITIVE_ARRAY_TYPE_INFO);
  public static final ListStateDescriptor<AudioArrival> WAITING =
      new ListStateDescriptor<>("waiting", TypeInformation.of(AudioArrival.class));
  public static final ValueStateDescriptor<StreamArrival> DESCRIBED =
      new ValueStateDescriptor<>("described", TypeInformation.of(StreamArrival.class));

  public static final ValueStateDescriptor<Long> FORGET_AT =
      new ValueStateDescriptor<>("forget-at", Types.LONG);

  private static final Duration DESCRIPTOR_RETENTION = Duration.ofDays(1);

  private final SpeechSettings settings;

  private transient Downtime downtime;
  private transient OpenRecognisers recognisers;
  private transient Transcriber transcriber;
  private transient Map<String, VoskLease> models;
  private transient ValueState<SpeechState> speech;
  private transient MapState<Long, short[]> blocks;
  private transient ListState<AudioArrival> waiting;
  private transient ValueState<StreamArrival> described;
  private transient ValueState<Long> forgetAt;

  /** The stage. */
  public TranscribeFunction(SpeechSettings settings) {
    this.settings = settings;
  }

  /** Attaches the stage to the admitted audio and the descriptors. */
  public static SingleOutputStreamOperator<SpokenTranscript> attach(
      DataStream<AudioArrival> admitted,
      DataStream<StreamArrival> streams,
      SpeechSettings settings) {
    return admitted
        .keyBy(AudioArrival::stream, Types.STRING)
        .connect(streams.keyBy(StreamArrival::stream, Types.STRING))
        .process(new TranscribeFunction(settings), TypeInformation.of(SpokenTranscript.class))
        .uid(UID)
        .name("transcribe");
  }

  @Override
  public void open(OpenContext context) {
    models = new HashMap<>();
    downtime = new Downtime();
    recognisers = new OpenRecognisers(settings.recognisers());
    transcriber = new Transcriber(settings.speech(), recognisers);
    speech = getRuntimeContext().getState(SPEECH);
    blocks = getRuntimeContext().getMapState(BLOCKS);
    waiting = getRuntimeContext().getListState(WAITING);
    described = getRuntimeContext().getState(DESCRIBED);
    forgetAt = getRuntimeContext().getState(FORGET_AT);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    metrics.gauge("openRecognisers", recognisers::size);
    metrics.gauge("evictedRecognisers", recognisers::evictions);
  }

  @Override
  public void processElement1(AudioArrival chunk, Context context, Collector<SpokenTranscript> out)
      throws Exception {
    downtime.listening(context.timerService());
    StreamArrival descriptor = described.value();
    if (descriptor != null) {
      hear(descriptor, chunk, context, out);
      return;
    }
    if (!waiting.get().iterator().hasNext()) {
      wakeIn(context, settings.discoveryGrace());
    }
    waiting.add(chunk);
  }

  @Override
  public void processElement2(
      StreamArrival descriptor, Context context, Collector<SpokenTranscript> out) throws Exception {
    downtime.listening(context.timerService());
    if (speech.value() != null) {
      return; // its first words were recognised in one language
    }
    described.update(descriptor);
    forgetAt.update(wakeIn(context, DESCRIPTOR_RETENTION));
    hearWaiting(descriptor, context, out);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<SpokenTranscript> out)
      throws Exception {
    boolean down = downtime.spans(timestamp, context.timerService());
    StreamArrival descriptor = described.value();
    if (descriptor == null && down) {
      wakeIn(context, settings.discoveryGrace());
    } else if (descriptor == null && waiting.get().iterator().hasNext()) {
      String language = settings.defaultLanguage();
      StreamArrival assumed =
          new StreamArrival(context.getCurrentKey(), List.of(), language, !language.isEmpty());
      described.update(assumed);
      hearWaiting(assumed, context, out);
    } else if (speech.value() == null
        && forgetAt.value() != null
        && timestamp >= forgetAt.value()) {
      described.clear();
      forgetAt.clear();
    }
  }

  private static long wakeIn(Context context, Duration delay) {
    long at = context.timerService().currentProcessingTime() + delay.toMillis();
    context.timerService().registerProcessingTimeTimer(at);
    return at;
  }

  private void hearWaiting(
      StreamArrival descriptor, Context context, Collector<SpokenTranscript> out) throws Exception {
    List<AudioArrival> held = new ArrayList<>();
    waiting.get().forEach(held::add);
    waiting.clear();
    for (AudioArrival chunk : held) {
      hear(descriptor, chunk, context, out);
    }
  }

  private void hear(
      StreamArrival descriptor,
      AudioArrival chunk,
      Context context,
      Collector<SpokenTranscript> out)
      throws Exception {
    SpeechState state = speech.value() == null ? new SpeechState() : speech.value();
    NoWords reason = reason(descriptor);
    if (!descriptor.recogniseSpeech()) {
      // another producer provides the words
    } else if (reason == NoWords.NONE) {
      recognise(state, descriptor, chunk, context, out);
    } else if (state.sequence == 0) {
      state.through = chunk.time();
      Transcriber.end(descriptor.stream(), state, reason, out::collect);
    }
    if (!chunk.end()) {
      speech.update(state);
      return;
    }
    speech.clear();
    blocks.clear();
    if (!chunk.isSilence()) {
      described.clear();
      forgetAt.clear();
    }
  }

  private NoWords reason(StreamArrival descriptor) {
    if (descriptor.language().isEmpty()) {
      return NoWords.LANGUAGE_UNKNOWN;
    }
    return settings.modelFor(descriptor.language()).isEmpty()
        ? NoWords.NO_SPEECH_MODEL
        : NoWords.NONE;
  }

  private void recognise(
      SpeechState state,
      StreamArrival descriptor,
      AudioArrival chunk,
      Context context,
      Collector<SpokenTranscript> out)
      throws Exception {
    Transcriber.Stream stream =
        new Transcriber.Stream(
            chunk.stream(), state, kept(), model(descriptor.language()), out::collect);
    if (chunk.end()) {
      transcriber.finish(stream);
      return;
    }
    try {
      transcriber.push(stream, PcmChunk.of(chunk.toChunk()));
    } catch (AudioFormatException e) {
      context.output(Refusal.TAG, Refusal.of(chunk, chunk.data(), e.reason(), e.getMessage()));
    }
  }

  private SpeechModel model(String language) {
    String folder = settings.modelFor(language).orElseThrow();
    return models.computeIfAbsent(folder, path -> VoskLease.of(Path.of(path))).model();
  }

  private RetainedAudio kept() {
    return new RetainedAudio() {
      @Override
      public void put(long block, short[] samples) throws Exception {
        blocks.put(block, samples);
      }

      @Override
      public short[] get(long block) throws Exception {
        return blocks.get(block);
      }

      @Override
      public void drop(long from, long to) throws Exception {
        for (long block = from; block < to; block++) {
          blocks.remove(block);
        }
      }
    };
  }

  @Override
  public void close() {
    if (recognisers != null) {
      recognisers.close();
    }
    if (models != null) {
      models.values().forEach(VoskLease::close);
    }
  }
}
