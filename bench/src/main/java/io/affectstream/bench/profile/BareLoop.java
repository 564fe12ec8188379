package io.affectstream.bench.profile;

import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.stream.StreamAnalyser;
import io.affectstream.inference.stream.StreamPipeline;
import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.operators.output.EventRecords;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The product's work on one source without Kafka and Flink, one record after the other on the
 * calling thread. Models run behind their batchers as in the job, one row at a time; the CPU time
 * of their threads counts as the model's.
 */
final class BareLoop implements RecordSink {

  private final PipelineSettings settings;
  private final StageTimes times;
  private final StreamPipeline pipeline;
  private final StreamAnalyser records;
  private final WireCodec<VideoFrame> videoCodec = WireCodec.of(VideoFrame.class);
  private final WireCodec<AudioChunk> audioCodec = WireCodec.of(AudioChunk.class);
  private final WireCodec<Transcript> wordsCodec = WireCodec.of(Transcript.class);
  private final WireCodec<AffectFrame> rowCodec = WireCodec.of(AffectFrame.class);
  private final WireCodec<AffectEvent> eventCodec = WireCodec.of(AffectEvent.class);
  private long inSink;

  private BareLoop(ModelRuntime models, PipelineSettings settings, StageTimes times) {
    this.settings = settings;
    this.times = times;
    this.pipeline = new StreamPipeline(models, settings.stream(), times, this::row, this::event);
    this.records = pipeline.records();
  }

  /** Plays a source through the whole work, adding to {@code times}. */
  static void play(
      StreamPlan plan, ModelRuntime models, PipelineSettings settings, StageTimes times)
      throws IOException, MediaException {
    long decode = decode(plan);
    times.add(Stage.MEDIA_DECODE, decode);
    try (BareLoop loop = new BareLoop(models, settings, times)) {
      long start = CpuClock.thread();
      var unused = new Ingest(loop).play(plan, IngestListener.NONE, new Cancellation());
      long reading = CpuClock.thread() - start - loop.inSink;
      times.add(Stage.ENCODE, Math.max(0, reading - decode));
    }
  }

  /** CPU time of decoding images and sound alone. */
  private static long decode(StreamPlan plan) throws MediaException {
    long start = CpuClock.thread();
    try (MediaReader reader =
        MediaReader.open(
            plan.source(), plan.options().media(), Long.MAX_VALUE, new Cancellation())) {
      Optional<MediaEvent> event = reader.next();
      while (event.isPresent()) {
        event = reader.next();
      }
    }
    return CpuClock.thread() - start;
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) {
    records.expect(descriptor.getModalities());
    records.role(descriptor.getRole() == null ? "" : descriptor.getRole());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    long start = CpuClock.thread();
    VideoFrame read = decoded(videoCodec, frame);
    if (!read.getEndOfStream()) {
      times.frame();
    }
    records.video(read);
    inSink += CpuClock.thread() - start;
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    long start = CpuClock.thread();
    records.audio(decoded(audioCodec, chunk));
    inSink += CpuClock.thread() - start;
  }

  @Override
  public void transcript(Transcript transcript) throws IOException {
    long start = CpuClock.thread();
    records.transcript(decoded(wordsCodec, transcript));
    inSink += CpuClock.thread() - start;
  }

  private void row(DecidedRow row) {
    long start = CpuClock.thread();
    rowCodec.encode(FrameRecords.of(row, settings.bundle()));
    times.row();
    times.add(Stage.SERIALISE, CpuClock.thread() - start);
  }

  private void event(StreamEvent event) {
    long start = CpuClock.thread();
    eventCodec.encode(EventRecords.of(event, settings.bundle()));
    times.add(Stage.SERIALISE, CpuClock.thread() - start);
  }

  /** The record as the job reads it. */
  private <T extends SpecificRecord> T decoded(WireCodec<T> codec, T record) throws IOException {
    long start = CpuClock.thread();
    try {
      return codec.decode(codec.encode(record));
    } catch (WireException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      times.add(Stage.SERIALISE, CpuClock.thread() - start);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    pipeline.close();
  }
}
