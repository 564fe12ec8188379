package io.affectstream.operators.admit;

import io.affectstream.features.admission.Admission;
import io.affectstream.features.admission.Admission.TimeRule;
import io.affectstream.features.admission.AdmissionDecision;
import io.affectstream.features.admission.AdmissionDecision.Outcome;
import io.affectstream.features.admission.AdmissionState;
import io.affectstream.operators.downtime.Downtime;
import io.affectstream.operators.source.Arrival;
import io.affectstream.operators.source.Arrival.SilenceMark;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.TranscriptArrival;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.schemas.DeadLetterReason;
import java.io.Serial;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by stream, one instance per topic: admits each record once and in order and numbers it
 * densely ({@link Admission}). Drops and counts redeliveries; sends invalid records to {@link
 * Refusal#TAG}. Ends a stream that sends nothing for the idle timeout with a generated mark.
 *
 * <p>Keyed state, owned by this stage: {@code admission}, of constant size, and {@code
 * last-arrival}, the wall-clock time of the last record. A timer clears both when the stream has
 * been silent for the idle timeout, ended or not; until then repeated records are recognised.
 *
 * @param <T> arrival
 */
public final class AdmitFunction<T extends Arrival<T>> extends KeyedProcessFunction<String, T, T> {

  @Serial private static final long serialVersionUID = 1L;

  public static final ValueStateDescriptor<AdmissionState> ADMISSION =
      new ValueStateDescriptor<>("admission", TypeInformation.of(AdmissionState.class));
  public static final ValueStateDescriptor<Long> LAST_ARRIVAL =
      new ValueStateDescriptor<>("last-arrival", Types.LONG);

  private final TimeRule rule;
  private final SilenceMark<T> silence;
  private final Duration idleTimeout;

  private transient Admission admission;
  private transient ValueState<AdmissionState> admissions;
  private transient ValueState<Long> lastArrival;
  private transient Downtime downtime;
  private transient Counter admitted;
  private transient Counter duplicates;
  private transient Counter missing;
  private transient Counter refused;

  AdmitFunction(TimeRule rule, SilenceMark<T> silence, Duration idleTimeout) {
    this.rule = rule;
    this.silence = silence;
    this.idleTimeout = idleTimeout;
  }

  /** Attaches the stage for video; frames with equal times have no order, so time must increase. */
  public static SingleOutputStreamOperator<VideoArrival> video(
      DataStream<VideoArrival> arrivals, Duration idleTimeout) {
    return attach(
        arrivals,
        new AdmitFunction<>(TimeRule.INCREASING, VideoArrival::silence, idleTimeout),
        "video",
        VideoArrival.class);
  }

  /** Attaches the stage for audio. */
  public static SingleOutputStreamOperator<AudioArrival> audio(
      DataStream<AudioArrival> arrivals, Duration idleTimeout) {
    return attach(
        arrivals,
        new AdmitFunction<>(TimeRule.NOT_DECREASING, AudioArrival::silence, idleTimeout),
        "audio",
        AudioArrival.class);
  }

  /** Attaches the stage for transcripts. */
  public static SingleOutputStreamOperator<TranscriptArrival> transcripts(
      DataStream<TranscriptArrival> arrivals, Duration idleTimeout) {
    return attach(
        arrivals,
        new AdmitFunction<>(TimeRule.NOT_DECREASING, TranscriptArrival::silence, idleTimeout),
        "transcripts",
        TranscriptArrival.class);
  }

  private static <T extends Arrival<T>> SingleOutputStreamOperator<T> attach(
      DataStream<T> arrivals, AdmitFunction<T> function, String name, Class<T> type) {
    return arrivals
        .keyBy(Arrival::stream, Types.STRING)
        .process(function, TypeInformation.of(type))
        .uid("admit-" + name)
        .name("admit " + name);
  }

  @Override
  public void open(OpenContext context) {
    admission = new Admission(rule);
    downtime = new Downtime();
    admissions = getRuntimeContext().getState(ADMISSION);
    lastArrival = getRuntimeContext().getState(LAST_ARRIVAL);
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    admitted = metrics.counter("admitted");
    duplicates = metrics.counter("duplicates");
    missing = metrics.counter("missing");
    refused = metrics.counter("refused");
  }

  @Override
  public void processElement(T arrival, Context context, Collector<T> out) throws Exception {
    downtime.listening(context.timerService());
    AdmissionState state = admissions.value();
    if (state == null) {
      state = new AdmissionState();
      wake(context, context.timerService().currentProcessingTime());
    }
    lastArrival.update(context.timerService().currentProcessingTime());
    AdmissionDecision decision =
        admission.admit(
            state,
            arrival.sequence(),
            arrival.time(),
            arrival.end(),
            Admission.fingerprint(arrival.content()));
    admissions.update(state);
    count(decision);
    if (decision.admitted()) {
      out.collect(arrival.admitted(decision.ordinal()));
    }
    decision.outcome().deadLetter().ifPresent(reason -> refuse(arrival, reason, decision, context));
  }

  private void count(AdmissionDecision decision) {
    missing.inc(decision.gap());
    if (decision.admitted()) {
      admitted.inc();
    } else if (decision.outcome() == Outcome.DUPLICATE) {
      duplicates.inc();
    } else {
      refused.inc();
    }
  }

  private void refuse(
      T arrival, DeadLetterReason reason, AdmissionDecision decision, Context context) {
    byte[] content = new byte[arrival.content().remaining()];
    arrival.content().get(content);
    context.output(Refusal.TAG, Refusal.of(arrival, content, reason, decision.message()));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) throws Exception {
    long began = downtime.listening(context.timerService());
    AdmissionState state = admissions.value();
    if (state == null) {
      return;
    }
    long last = Math.max(lastArrival.value(), began); // no records arrive while the job is down
    if (timestamp < last + idleTimeout.toMillis()) {
      wake(context, last);
      return;
    }
    if (!state.closed && state.admitted > 0) {
      out.collect(silence.of(context.getCurrentKey(), state.admitted, state.lastTime));
    }
    admissions.clear();
    lastArrival.clear();
  }

  private void wake(Context context, long last) {
    context.timerService().registerProcessingTimeTimer(last + idleTimeout.toMillis());
  }
}
