package io.affectstream.bench.where;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.PictureDecoder;
import io.affectstream.features.vision.PictureException;
import io.affectstream.features.vision.PictureNeed;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.inference.stream.StreamPredictor;
import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.RecordSink;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.operators.episodes.StreamEvent;
import io.affectstream.operators.fuse.FusedRow;
import io.affectstream.operators.output.EventRecords;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.operators.smooth.DecidedRow;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The product's work on one source without Kafka and Flink, one record after the other on the
 * calling thread. Models run behind their batchers as in the job, one row at a time; the time of
 * their threads counts for the model.
 */
final class BareLoop implements RecordSink {

  private final ModelRuntime models;
  private final PipelineSettings settings;
  private final StageTimes times;
  private final Optional<FaceTools> tools;
  private final PictureDecoder decoder;
  private final StreamPredictor stream;
  private final Decisions decisions;
  private final List<DecidedRow> rows = new ArrayList<>();
  private final List<StreamEvent> events = new ArrayList<>();
  private final WireCodec<VideoFrame> videoCodec = WireCodec.of(VideoFrame.class);
  private final WireCodec<AudioChunk> audioCodec = WireCodec.of(AudioChunk.class);
  private final WireCodec<Transcript> wordsCodec = WireCodec.of(Transcript.class);
  private final WireCodec<AffectFrame> rowCodec = WireCodec.of(AffectFrame.class);
  private final WireCodec<AffectEvent> eventCodec = WireCodec.of(AffectEvent.class);
  private long inSink;

  private BareLoop(ModelRuntime models, PipelineSettings settings, StageTimes times) {
    this.models = models;
    this.settings = settings;
    this.times = times;
    this.tools = models.faces().map(faces -> new FaceTools(faces, settings.vision().schedule()));
    this.decoder =
        new PictureDecoder(
            settings.vision().limits(), tools.map(FaceTools::need).orElse(PictureNeed.ALL));
    this.stream =
        new StreamPredictor(
            settings.alignment(), settings.tracking(), settings.pitchTracker(), models.predictor());
    this.decisions =
        new Decisions(settings, rows::add, (change, face) -> events.add(event(change, face)));
  }

  /** Processes a source completely, adding to {@code times}. */
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

  /** CPU time of decoding pictures and sound alone. */
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
    stream.expect(descriptor.getModalities());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    long start = CpuClock.thread();
    times.begin();
    VideoFrame read = decoded(videoCodec, videoCodec.encode(frame));
    times.lap(Stage.SERIALISE);
    List<Face> faces = read.getEndOfStream() ? List.of() : look(read);
    times.begin();
    take(stream.faces(read, faces));
    inSink += CpuClock.thread() - start;
  }

  private List<Face> look(VideoFrame frame) throws IOException {
    times.frame();
    if (tools.isEmpty()) {
      return List.of();
    }
    times.begin();
    try (Picture picture =
        decoder.decode(
            frame.getEncoding(), frame.getWidth(), frame.getHeight(), bytes(frame.getData()))) {
      times.lap(Stage.JPEG_DECODE);
      List<FoundFace> found = tools.get().look(picture, times);
      long before = CpuClock.threadsNamed("faces-");
      List<Face> faces = models.faces().orElseThrow().analyse(found).join();
      times.add(Stage.CNN, CpuClock.threadsNamed("faces-") - before);
      return faces;
    } catch (PictureException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    long start = CpuClock.thread();
    times.begin();
    AudioChunk read = decoded(audioCodec, audioCodec.encode(chunk));
    times.lap(Stage.SERIALISE);
    VoiceSteps steps = measured(read);
    times.lap(Stage.VOICE);
    take(stream.voice(steps));
    inSink += CpuClock.thread() - start;
  }

  private VoiceSteps measured(AudioChunk chunk) throws IOException {
    try {
      return stream.measure(chunk);
    } catch (AudioFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void transcript(Transcript transcript) throws IOException {
    long start = CpuClock.thread();
    times.begin();
    Transcript read = decoded(wordsCodec, wordsCodec.encode(transcript));
    times.lap(Stage.SERIALISE);
    long before = CpuClock.threadsNamed("words-");
    times.begin();
    List<SpokenWord> words = spoken(read);
    times.lap(Stage.WORDS);
    times.add(Stage.WORDS, CpuClock.threadsNamed("words-") - before);
    times.begin();
    take(
        stream.words(
            new SpokenWords(
                read.getStream(), words, read.getCompleteThrough(), read.getEndOfStream())));
    inSink += CpuClock.thread() - start;
  }

  private List<SpokenWord> spoken(Transcript transcript) {
    List<Word> words = transcript.getFinal$() ? transcript.getWords() : List.of();
    float[][] vectors =
        models.words().isEmpty() || words.isEmpty()
            ? new float[words.size()][0]
            : models.words().get().encode(words.stream().map(Word::getText).toList()).join();
    List<SpokenWord> spoken = new ArrayList<>(words.size());
    for (int i = 0; i < vectors.length; i++) {
      spoken.add(new SpokenWord(words.get(i).getStart(), words.get(i).getEnd(), vectors[i]));
    }
    return spoken;
  }

  /** Ends the lap of the alignment and processes its segments. */
  private void take(List<Segment> segments) {
    times.lap(Stage.ALIGN);
    segments.forEach(this::fuse);
  }

  private void fuse(Segment segment) {
    long before = CpuClock.threadsNamed("fusion-");
    times.begin();
    List<FusedRow> fused = decisions.rows(segment, stream.predict(segment));
    times.lap(Stage.FUSE);
    times.add(Stage.FUSE, CpuClock.threadsNamed("fusion-") - before);
    times.begin();
    decisions.take(segment, fused);
    times.lap(Stage.SMOOTH);
    for (DecidedRow row : rows) {
      rowCodec.encode(FrameRecords.of(row, settings.bundle()));
      times.row();
    }
    for (StreamEvent event : events) {
      eventCodec.encode(EventRecords.of(event, settings.bundle()));
    }
    times.lap(Stage.SERIALISE);
    rows.clear();
    events.clear();
  }

  private static StreamEvent event(EpisodeChange change, int face) {
    EventKind kind =
        switch (change.kind()) {
          case OPENED -> EventKind.EPISODE_OPENED;
          case UPDATED -> EventKind.EPISODE_UPDATED;
          case CLOSED -> EventKind.EPISODE_CLOSED;
        };
    return new StreamEvent("", kind, change.time(), face, change, 0, "");
  }

  private static <T extends org.apache.avro.specific.SpecificRecord> T decoded(
      WireCodec<T> codec, byte[] bytes) throws IOException {
    try {
      return codec.decode(bytes);
    } catch (WireException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    tools.ifPresent(FaceTools::close);
  }
}
