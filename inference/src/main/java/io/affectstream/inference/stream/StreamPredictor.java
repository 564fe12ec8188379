package io.affectstream.inference.stream;

import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.MapStore;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.inference.fusion.Predictor;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.VideoFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One stream in memory, from its faces, voice and words to segments and their predicted rows: the
 * stages of the job one after the other on the calling thread, without Kafka and Flink. The caller
 * detects faces, computes word vectors and smooths labels. Not thread-safe; one use, each modality
 * in order.
 */
public final class StreamPredictor {

  private final Predictor predictor;
  private final AudioFrontEnd frontEnd;
  private final Aligner aligner;
  private final AlignmentState alignment = new AlignmentState();
  private final Stores stores = MapStore.stores();
  private final VoiceState voice = new VoiceState();
  private List<Segment> segments = new ArrayList<>();
  private final Aligner.Output collector =
      new Aligner.Output() {
        @Override
        public void segment(Segment segment) {
          segments.add(segment);
        }

        @Override
        public void late(LateArrival late) {
          throw new IllegalStateException("strict alignment: nothing is late, found " + late);
        }
      };
  private long ordinal;

  /**
   * A stream.
   *
   * @param config strict alignment on the grid of the bundle
   * @param pitchTracker name of the pitch tracker, as {@link PitchTrackers#find} takes it
   * @param predictor of the bundle; remains the caller's to close
   */
  public StreamPredictor(
      AlignmentConfig config, TrackerConfig tracking, String pitchTracker, Predictor predictor) {
    this.predictor = predictor;
    this.frontEnd =
        new AudioFrontEnd(
            config.grid(),
            PitchTrackers.find(pitchTracker)
                .create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    this.aligner = new Aligner(config, new FaceTracker(tracking));
  }

  /** The modalities of the stream, each of which is waited for until its end. */
  public void expect(Collection<Modality> modalities) {
    aligner.expect(alignment, modalities);
  }

  /** The role of the stream, from its descriptor: its sound is that of the role. */
  public void role(String role) {
    alignment.role = role;
  }

  /**
   * Adds the next frame.
   *
   * @param frame its image is ignored
   * @param faces faces found in it, largest first
   * @return the segments that it completes
   */
  public List<Segment> faces(VideoFrame frame, List<Face> faces) {
    FaceFrame outcome =
        new FaceFrame(
            frame.getStream(),
            ordinal++,
            frame.getSequence(),
            frame.getTime(),
            frame.getInterval(),
            faces.isEmpty() ? Reason.NO_FACE : Reason.MEASURED,
            faces,
            frame.getEndOfStream());
    aligner.faces(alignment, stores, outcome, collector);
    return complete(frame.getStream());
  }

  /**
   * Computes the features of the next sound, for {@link #voice}.
   *
   * @return the steps that it makes final
   * @throws AudioFormatException if the chunk cannot be read
   */
  public VoiceSteps measure(AudioChunk chunk) throws AudioFormatException {
    return chunk.getEndOfStream()
        ? frontEnd.finish(voice, chunk.getStream())
        : frontEnd.push(voice, chunk.getStream(), PcmChunk.of(chunk));
  }

  /**
   * Adds the next voice features.
   *
   * @return the segments that they complete
   */
  public List<Segment> voice(VoiceSteps steps) {
    aligner.voice(alignment, stores, steps, collector);
    return complete(steps.stream());
  }

  /**
   * Adds the next words with their vectors.
   *
   * @return the segments that they complete
   */
  public List<Segment> words(SpokenWords words) {
    aligner.words(alignment, stores, words, collector);
    return complete(words.stream());
  }

  private List<Segment> complete(String stream) {
    boolean unused = aligner.advance(alignment, stores, stream, collector);
    List<Segment> complete = segments;
    segments = new ArrayList<>();
    return complete;
  }

  /** The rows of a segment, before smoothing: one per centre, none of the closing segment. */
  public List<Prediction> predict(Segment segment) {
    return segment.centres().isEmpty() ? List.of() : predictor.predict(segment).join();
  }
}
