package io.affectstream.inference.stream;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.ImageDecoder;
import io.affectstream.features.vision.ImageException;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.vision.ImageNeed;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.features.words.SpokenText;
import io.affectstream.features.words.UtteranceState;
import io.affectstream.features.words.Utterances;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.face.FaceSequence;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.inference.fusion.SpeakingModes;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.bundle.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One stream in memory, from its records to segments and their predictions: the stages of the job
 * one after the other on the calling thread, without Kafka and Flink. Not thread-safe; one use,
 * each modality in order.
 */
public final class StreamAnalyser implements AutoCloseable {

  /**
   * What the stages are built with.
   *
   * @param alignment strict alignment on the grid of the bundle
   * @param tracking identity of faces
   * @param pitchTracker name of the pitch tracker, as {@link PitchTrackers#find} takes it
   * @param limits largest image that is decoded
   * @param schedule which frames are searched whole
   */
  public record Settings(
      AlignmentConfig alignment,
      TrackerConfig tracking,
      String pitchTracker,
      ImageLimits limits,
      SearchSchedule schedule) {

    /** The product's defaults, for a bundle. */
    public static Settings defaults(Manifest manifest) {
      Manifest.GridSpec grid = manifest.grid();
      return new Settings(
          AlignmentConfig.strict(grid.stepsPerSecond(), grid.halo(), grid.segment())
              .with(SpeakingModes.of(manifest)),
          TrackerConfig.DEFAULT,
          PitchTrackers.AUTO,
          ImageLimits.DEFAULT,
          SearchSchedule.DEFAULT);
    }
  }

  private final ModelRuntime models;
  private final Optional<FaceFinder> finder;
  private final Optional<FaceSequence> faces;
  private final ImageDecoder decoder;
  private final StreamPredictor stream;
  private final UtteranceState utterance = new UtteranceState();
  private final StageListener stages;
  private final BiConsumer<Segment, List<Prediction>> out;

  /**
   * A stream before its first record.
   *
   * @param models a running bundle; remains the caller's to close
   * @param stages is notified of each stage
   * @param out receives each segment with a prediction per centre
   */
  public StreamAnalyser(
      ModelRuntime models,
      Settings settings,
      StageListener stages,
      BiConsumer<Segment, List<Prediction>> out) {
    this.models = models;
    this.stages = stages;
    this.out = out;
    this.finder = models.faces().map(FaceAnalyser::finder);
    this.faces = finder.map(eyes -> new FaceSequence(eyes, settings.schedule()));
    this.decoder =
        new ImageDecoder(settings.limits(), finder.map(FaceFinder::need).orElse(ImageNeed.ALL));
    this.stream =
        new StreamPredictor(
            settings.alignment(), settings.tracking(), settings.pitchTracker(), models.predictor());
  }

  /** The modalities of the stream, each of which is awaited until its end. */
  public void expect(Collection<Modality> modalities) {
    stream.expect(modalities);
  }

  /** The role of the stream, from its descriptor; empty by default. */
  public void role(String role) {
    stream.role(role);
  }

  /** What the images given to {@link #image} must hold. */
  public ImageNeed need() {
    return finder.map(FaceFinder::need).orElse(ImageNeed.ALL);
  }

  /**
   * Takes the next frame.
   *
   * @throws IOException if its image cannot be decoded
   */
  public void video(VideoFrame frame) throws IOException {
    if (frame.getEndOfStream() || finder.isEmpty()) {
      align(frame, List.of());
      return;
    }
    stages.began(Stage.DECODE);
    try (Image image =
        decoder.decode(
            frame.getEncoding(), frame.getWidth(), frame.getHeight(), bytes(frame.getData()))) {
      stages.ended(Stage.DECODE);
      image(frame, image);
    } catch (ImageException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Takes the next frame, its image decoded. */
  public void image(VideoFrame frame, Image image) {
    if (faces.isEmpty()) {
      align(frame, List.of());
      return;
    }
    stages.began(Stage.FIND);
    List<DetectedFace> found = faces.get().next(image);
    stages.ended(Stage.FIND);
    stages.began(Stage.CUT);
    List<FoundFace> crops = finder.orElseThrow().cut(image, found);
    stages.ended(Stage.CUT);
    stages.began(Stage.ANALYSE);
    List<Face> analysed = models.faces().orElseThrow().analyse(crops).join();
    stages.ended(Stage.ANALYSE);
    align(frame, analysed);
  }

  private void align(VideoFrame frame, List<Face> found) {
    stages.began(Stage.ALIGN);
    take(stream.faces(frame, found));
  }

  /**
   * Takes the next sound.
   *
   * @throws IOException if it cannot be read
   */
  public void audio(AudioChunk chunk) throws IOException {
    stages.began(Stage.VOICE);
    VoiceSteps steps;
    try {
      steps = stream.measure(chunk);
    } catch (AudioFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
    stages.ended(Stage.VOICE);
    stages.began(Stage.ALIGN);
    take(stream.voice(steps));
  }

  /** Takes the next transcript, whose words are plausible; words that are not final are ignored. */
  public void transcript(Transcript transcript) {
    List<Word> words = new ArrayList<>(transcript.getFinal$() ? transcript.getWords() : List.of());
    words.sort(Comparator.comparingLong(Word::getStart));
    stages.began(Stage.WORDS);
    List<SpokenWord> spoken = spoken(words);
    stages.ended(Stage.WORDS);
    words(
        new SpokenWords(
            transcript.getStream(),
            spoken,
            transcript.getCompleteThrough(),
            transcript.getEndOfStream(),
            transcript.getNoWords()));
  }

  private List<SpokenWord> spoken(List<Word> words) {
    float[][] vectors =
        models.words().isEmpty() || words.isEmpty()
            ? new float[words.size()][0]
            : models.words().get().encode(Utterances.next(utterance, texts(words))).join();
    List<SpokenWord> spoken = new ArrayList<>(words.size());
    for (int i = 0; i < vectors.length; i++) {
      Word word = words.get(i);
      spoken.add(new SpokenWord(word.getStart(), word.getEnd(), vectors[i], word.getText()));
    }
    return spoken;
  }

  private static List<SpokenText> texts(List<Word> words) {
    return words.stream()
        .map(word -> new SpokenText(word.getText(), word.getStart(), word.getEnd()))
        .toList();
  }

  /** Takes the next words with their vectors. */
  public void words(SpokenWords words) {
    stages.began(Stage.ALIGN);
    take(stream.words(words));
  }

  private void take(List<Segment> segments) {
    stages.ended(Stage.ALIGN);
    for (Segment segment : segments) {
      stages.began(Stage.FUSE);
      List<Prediction> predictions = stream.predict(segment);
      stages.ended(Stage.FUSE);
      out.accept(segment, predictions);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    finder.ifPresent(FaceFinder::close);
  }
}
