package io.affectstream.jobs.pipeline;

import io.affectstream.inference.speech.SpokenTranscript;
import io.affectstream.operators.admit.AdmitFunction;
import io.affectstream.operators.source.ArrivalReader;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.operators.source.ReadFunction;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.operators.transcribe.SpeechSettings;
import io.affectstream.operators.transcribe.TranscribeFunction;
import io.affectstream.schemas.registry.WireFormat;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The transcription job between its sources and its sinks.
 *
 * <pre>
 * affect.audio ---> read -> admit(stream) --\
 * affect.streams -> read -------------------+-> transcribe(stream) -> affect.transcripts
 * every stage: refused records -> dead letters
 * </pre>
 */
public final class TranscribePipeline {

  /**
   * Inputs of the job.
   *
   * @param streams records of affect.streams
   * @param audio records of affect.audio
   * @param format framing of the records
   */
  public record Inputs(
      DataStream<RawRecord> streams, DataStream<RawRecord> audio, WireFormat format) {

    /** Inputs with self-describing records. */
    public Inputs(DataStream<RawRecord> streams, DataStream<RawRecord> audio) {
      this(streams, audio, WireFormat.SINGLE_OBJECT);
    }
  }

  /**
   * Outputs of the job.
   *
   * @param transcripts in order per stream
   * @param refusals dead letters
   */
  public record Outputs(DataStream<SpokenTranscript> transcripts, DataStream<Refusal> refusals) {}

  private TranscribePipeline() {}

  /** Wires the stages. */
  public static Outputs build(Inputs inputs, SpeechSettings settings, Duration idleTimeout) {
    SingleOutputStreamOperator<AudioArrival> audio =
        ReadFunction.attach(
            inputs.audio(), ArrivalReader.audio(inputs.format()), "audio", AudioArrival.class);
    SingleOutputStreamOperator<StreamArrival> streams =
        ReadFunction.attach(
            inputs.streams(),
            ArrivalReader.streams(inputs.format()),
            "streams",
            StreamArrival.class);
    SingleOutputStreamOperator<AudioArrival> admitted = AdmitFunction.audio(audio, idleTimeout);
    SingleOutputStreamOperator<SpokenTranscript> transcripts =
        TranscribeFunction.attach(admitted, streams, settings);
    return new Outputs(
        transcripts,
        audio
            .getSideOutput(Refusal.TAG)
            .union(
                streams.getSideOutput(Refusal.TAG),
                admitted.getSideOutput(Refusal.TAG),
                transcripts.getSideOutput(Refusal.TAG)));
  }
}
