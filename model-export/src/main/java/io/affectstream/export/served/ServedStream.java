package io.affectstream.export.served;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.Picture;
import io.affectstream.features.vision.PictureDecoder;
import io.affectstream.features.vision.PictureException;
import io.affectstream.features.vision.PictureLimits;
import io.affectstream.features.vision.PictureNeed;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.stream.StreamPredictor;
import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.bundle.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One stream in memory, from its records to its verdict: what the job does, without Kafka and Flink
 * and without smoothing. One use.
 */
final class ServedStream implements RecordSink {

  private final ModelRuntime models;
  private final Set<Modality> taken;
  private final Optional<FaceFinder> finder;
  private final PictureDecoder decoder;
  private final StreamPredictor stream;
  private final Verdict verdict = new Verdict();

  /**
   * A stream.
   *
   * @param models a running bundle
   * @param taken modalities that are looked at; others are as if they were not there
   */
  ServedStream(ModelRuntime models, Set<Modality> taken) {
    this.models = models;
    this.taken = taken;
    this.finder =
        models.faces().filter(faces -> taken.contains(Modality.FACE)).map(FaceAnalyser::finder);
    this.decoder =
        new PictureDecoder(
            PictureLimits.DEFAULT, finder.map(FaceFinder::need).orElse(PictureNeed.ALL));
    Manifest.GridSpec grid = models.bundle().manifest().grid();
    this.stream =
        new StreamPredictor(
            AlignmentConfig.strict(grid.stepsPerSecond(), grid.halo(), grid.segment()),
            TrackerConfig.DEFAULT,
            PitchTrackers.AUTO,
            models.predictor());
  }

  /** What was made of it. */
  Verdict verdict() {
    return verdict;
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) {
    expect(descriptor.getModalities());
  }

  /** The modalities of the stream. */
  void expect(List<Modality> modalities) {
    stream.expect(modalities.stream().filter(taken::contains).toList());
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    if (!taken.contains(Modality.FACE)) {
      return;
    }
    judge(stream.faces(frame, frame.getEndOfStream() ? List.of() : look(frame)));
  }

  private List<Face> look(VideoFrame frame) throws IOException {
    if (finder.isEmpty()) {
      return List.of();
    }
    ByteBuffer data = frame.getData();
    byte[] bytes = new byte[data.remaining()];
    data.duplicate().get(bytes);
    try (Picture picture =
        decoder.decode(frame.getEncoding(), frame.getWidth(), frame.getHeight(), bytes)) {
      List<DetectedFace> found = finder.get().find(picture);
      return models.faces().orElseThrow().analyse(finder.get().cut(picture, found)).join();
    } catch (PictureException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    if (!taken.contains(Modality.VOICE)) {
      return;
    }
    try {
      judge(stream.voice(stream.measure(chunk)));
    } catch (AudioFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void transcript(Transcript transcript) {
    // Recordings are played without transcripts; texts come as words.
  }

  /** Words with their vectors. */
  void words(SpokenWords words) {
    judge(stream.words(words));
  }

  private void judge(List<Segment> segments) {
    segments.forEach(segment -> verdict.add(segment, stream.predict(segment)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    finder.ifPresent(FaceFinder::close);
  }
}
