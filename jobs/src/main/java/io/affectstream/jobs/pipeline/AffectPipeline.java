package io.affectstream.jobs.pipeline;

import io.affectstream.features.alerts.Alert;
import io.affectstream.features.align.Segment;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.operators.admit.AdmitFunction;
import io.affectstream.operators.alert.AlertFunction;
import io.affectstream.operators.align.AlignFunction;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.align.DescribeFunction;
import io.affectstream.operators.episodes.EpisodesFunction;
import io.affectstream.operators.fuse.FuseFunction;
import io.affectstream.operators.live.LiveFunction;
import io.affectstream.operators.live.LiveFuseFunction;
import io.affectstream.operators.smooth.SmoothFunction;
import io.affectstream.operators.source.ArrivalReader;
import io.affectstream.operators.source.AudioArrival;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.operators.source.ReadFunction;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.operators.source.TranscriptArrival;
import io.affectstream.operators.source.VideoArrival;
import io.affectstream.operators.vision.FindFacesFunction;
import io.affectstream.operators.vision.FoundFrame;
import io.affectstream.operators.vision.MeasureFacesFunction;
import io.affectstream.operators.voice.VoiceFunction;
import io.affectstream.operators.words.UtteranceFunction;
import io.affectstream.operators.words.WordVectorFunction;
import io.affectstream.schemas.registry.WireFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The affect job between its sources and its sinks.
 *
 * <pre>
 * affect.video ------> read -> admit(stream) -> find faces(block) -> measure (async) --\
 * affect.audio ------> read -> admit(stream) -> voice(stream) -------------------------+
 * affect.transcripts > read -> admit(stream) -> utterances(stream) -> vectors (async) -+
 * affect.streams ----> read -> describe -----------------------------------------------+
 *                                                                                      |
 *          align(stream) -> fuse (async) -> smooth(stream) -> episodes(stream)  <------/
 *            |                                 ^    |              |
 *            windows of the past               |   rows          events
 *            v                                 |
 *          live fuse (async) -> live(stream) --+
 *                                   |
 *                            provisional rows
 * affect.rules ------> read -> to every alerts(stream), with the rows -> alerts
 *                             to every early alerts(stream), with the provisional rows
 * every stage: refused records -> dead letters
 * </pre>
 */
public final class AffectPipeline {

  /**
   * Inputs of the job.
   *
   * @param streams records of affect.streams
   * @param video records of affect.video
   * @param audio records of affect.audio
   * @param transcripts records of affect.transcripts
   * @param rules records of affect.rules
   * @param format framing of the records
   */
  public record Inputs(
      DataStream<RawRecord> streams,
      DataStream<RawRecord> video,
      DataStream<RawRecord> audio,
      DataStream<RawRecord> transcripts,
      DataStream<RawRecord> rules,
      WireFormat format) {

    /** Inputs with self-describing records, without rules. */
    public Inputs(
        DataStream<RawRecord> streams,
        DataStream<RawRecord> video,
        DataStream<RawRecord> audio,
        DataStream<RawRecord> transcripts) {
      this(streams, video, audio, transcripts, none(streams), WireFormat.SINGLE_OBJECT);
    }

    private static DataStream<RawRecord> none(DataStream<RawRecord> streams) {
      return streams.filter(record -> false).uid("no-rules").name("no rules");
    }
  }

  /**
   * Outputs of the job.
   *
   * @param rows rows in order per stream; including end marks, which are not written to the topic
   * @param events stream and episode events, in order per stream
   * @param alerts alerts, in order per stream
   * @param refusals dead letters
   * @param live provisional rows, in order per stream; including end marks
   * @param verdicts provisional episodes that final rows confirm or refute
   * @param earlyAlerts alerts of provisional rows, in order per stream
   * @param audio the admitted audio
   * @param streams the descriptors
   */
  public record Outputs(
      DataStream<DecidedRow> rows,
      DataStream<StreamEvent> events,
      DataStream<Alert> alerts,
      DataStream<Refusal> refusals,
      DataStream<LiveRow> live,
      DataStream<StreamEvent> verdicts,
      DataStream<Alert> earlyAlerts,
      DataStream<AudioArrival> audio,
      DataStream<StreamArrival> streams) {}

  private AffectPipeline() {}

  /** Wires the stages. */
  public static Outputs build(Inputs inputs, PipelineSettings settings) {
    SingleOutputStreamOperator<VideoArrival> video =
        ReadFunction.attach(
            inputs.video(), ArrivalReader.video(inputs.format()), "video", VideoArrival.class);
    SingleOutputStreamOperator<AudioArrival> audio =
        ReadFunction.attach(
            inputs.audio(), ArrivalReader.audio(inputs.format()), "audio", AudioArrival.class);
    SingleOutputStreamOperator<TranscriptArrival> transcripts =
        ReadFunction.attach(
            inputs.transcripts(),
            ArrivalReader.transcripts(inputs.format()),
            "transcripts",
            TranscriptArrival.class);
    SingleOutputStreamOperator<StreamArrival> streams =
        ReadFunction.attach(
            inputs.streams(),
            ArrivalReader.streams(inputs.format()),
            "streams",
            StreamArrival.class);

    SingleOutputStreamOperator<VideoArrival> admittedVideo =
        AdmitFunction.video(video, settings.idleTimeout());
    SingleOutputStreamOperator<AudioArrival> admittedAudio =
        AdmitFunction.audio(audio, settings.idleTimeout());
    SingleOutputStreamOperator<TranscriptArrival> admittedTranscripts =
        AdmitFunction.transcripts(transcripts, settings.idleTimeout());

    SingleOutputStreamOperator<FoundFrame> found =
        FindFacesFunction.attach(
            admittedVideo, settings.models(), settings.runtime(), settings.vision());
    SingleOutputStreamOperator<AlignInput> faces =
        MeasureFacesFunction.attach(
            found, settings.models(), settings.runtime(), settings.vision());
    SingleOutputStreamOperator<AlignInput> voice =
        VoiceFunction.attach(admittedAudio, settings.alignment().grid(), settings.pitchTracker());
    SingleOutputStreamOperator<AlignInput> words =
        WordVectorFunction.attach(
            UtteranceFunction.attach(admittedTranscripts), settings.models(), settings.runtime());
    SingleOutputStreamOperator<AlignInput> descriptors = DescribeFunction.attach(streams);

    SingleOutputStreamOperator<Segment> segments =
        AlignFunction.attach(
            faces.union(voice, words, descriptors),
            settings.alignment(),
            settings.tracking(),
            settings.idleTimeout(),
            settings.streamLagMetrics(),
            settings.liveEvery());
    SingleOutputStreamOperator<FusedSegment> fused =
        FuseFunction.attach(
            segments, settings.models(), settings.runtime(), settings.alignment().halo());
    SingleOutputStreamOperator<LiveRow> live =
        LiveFunction.attach(
            LiveFuseFunction.attach(
                segments.getSideOutput(AlignFunction.LIVE),
                settings.models(),
                settings.runtime(),
                settings.alignment().halo()),
            settings.smoothing(),
            settings.episodes(),
            settings.tracking().maxGapMicros());
    SingleOutputStreamOperator<DecidedRow> rows =
        SmoothFunction.attach(
            fused,
            live,
            settings.smoothing(),
            settings.tracking().maxGapMicros(),
            settings.bundle().thresholds());
    SingleOutputStreamOperator<StreamEvent> events =
        EpisodesFunction.attach(rows, settings.episodes());
    SingleOutputStreamOperator<RuleArrival> rules =
        ReadFunction.attach(
            inputs.rules(), ArrivalReader.rules(inputs.format()), "rules", RuleArrival.class);
    DataStream<Alert> alerts = AlertFunction.attach(rows, rules, settings.rules());

    DataStream<Refusal> refusals =
        video
            .getSideOutput(Refusal.TAG)
            .union(
                audio.getSideOutput(Refusal.TAG),
                transcripts.getSideOutput(Refusal.TAG),
                streams.getSideOutput(Refusal.TAG),
                admittedVideo.getSideOutput(Refusal.TAG),
                admittedAudio.getSideOutput(Refusal.TAG),
                admittedTranscripts.getSideOutput(Refusal.TAG),
                found.getSideOutput(Refusal.TAG),
                voice.getSideOutput(Refusal.TAG),
                segments.getSideOutput(Refusal.TAG),
                rules.getSideOutput(Refusal.TAG),
                rows.getSideOutput(Refusal.TAG));
    return new Outputs(
        rows,
        events,
        alerts,
        refusals,
        live,
        rows.getSideOutput(SmoothFunction.VERDICTS),
        AlertFunction.attachEarly(live, rules, settings.rules()),
        admittedAudio,
        streams);
  }
}
