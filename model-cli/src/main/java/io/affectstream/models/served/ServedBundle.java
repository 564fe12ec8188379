package io.affectstream.models.served;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.Image;
import io.affectstream.features.vision.ImageDecoder;
import io.affectstream.features.vision.ImageException;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.face.FaceAnalyser;
import io.affectstream.inference.face.FaceFinder;
import io.affectstream.inference.face.FoundFace;
import io.affectstream.ingest.Ingest;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.corpus.SpeechRate;
import io.affectstream.training.data.Columns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A bundle as it serves, asked about single images, recordings and texts. Not thread-safe. */
public final class ServedBundle implements AutoCloseable {

  private static final String STREAM = "item";

  private final ModelRuntime.Lease lease;
  private final ModelRuntime models;
  private final Optional<FaceFinder> finder;
  private int taken;

  /**
   * Opens and verifies a bundle.
   *
   * @throws BundleException if it is refused
   */
  public ServedBundle(ModelSource source) throws BundleException {
    lease = ModelRuntime.lease(source, RuntimeConfig.DEFAULT);
    models = lease.runtime();
    finder = models.faces().map(FaceAnalyser::finder);
  }

  /** Identity of the bundle. */
  public String identity() {
    return models.bundle().identity();
  }

  /** Whether the bundle reads a modality at all. */
  public boolean reads(Modality modality) {
    Manifest manifest = models.bundle().manifest();
    return switch (modality) {
      case FACE -> manifest.face() != null;
      case VOICE -> manifest.audio() != null;
      case WORDS -> manifest.words() != null;
    };
  }

  /** Images so far that were taken whole as a face: crops in which none was looked for or found. */
  public int takenWhole() {
    return taken;
  }

  /**
   * What the largest face of an image shows, as if it stood still for a whole window; the whole
   * image where it is a crop without a face that is found. Empty where no face is found in a scene.
   *
   * @param crops which images are crops
   * @throws IOException if it cannot be read
   */
  public Optional<Estimate> image(Path file, CropRule crops) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    FaceFinder eyes = finder.orElseThrow();
    try (Image image =
        new ImageDecoder(ImageLimits.DEFAULT, eyes.need())
            .decode(FrameEncoding.REFERENCE, 0, 0, bytes)) {
      return face(eyes, image, crops).flatMap(this::still);
    } catch (ImageException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private Optional<Face> face(FaceFinder eyes, Image image, CropRule crops) {
    int width = image.width();
    int height = image.height();
    List<DetectedFace> found = CropRule.isUnsearched(width, height) ? List.of() : eyes.find(image);
    if (!found.isEmpty()) {
      return Optional.of(analysed(eyes.cut(image, List.of(found.get(0)))));
    }
    if (!crops.isCrop(width, height)) {
      return Optional.empty();
    }
    taken++;
    return Optional.of(analysed(List.of(eyes.whole(image))));
  }

  private Face analysed(List<FoundFace> cut) {
    return models.faces().orElseThrow().analyse(cut).join().get(0);
  }

  private Optional<Estimate> still(Face face) {
    Manifest.GridSpec spec = models.bundle().manifest().grid();
    int steps = spec.segment() + 2 * spec.halo();
    Grid grid = new Grid(spec.stepsPerSecond());
    float[][] embeddings = new float[steps][];
    boolean[] seen = new boolean[steps];
    Arrays.fill(embeddings, face.embedding());
    Arrays.fill(seen, true);
    float[][] silence = new float[steps][0];
    int[] nobody = new int[steps];
    Arrays.fill(nobody, -1);
    int centre = spec.halo();
    long time = grid.timeOf(centre);
    Segment segment =
        new Segment(
            STREAM,
            0,
            0,
            List.of(new Segment.Subject(0, embeddings, seen)),
            silence,
            new float[0][],
            nobody,
            List.of(
                new Segment.Centre(
                    0, centre, time, grid.timeOf(1), centre, Reason.MEASURED, List.of(face), 0)),
            NoWords.NONE,
            time,
            StreamEnd.NONE);
    ItemPrediction prediction = new ItemPrediction();
    prediction.add(segment, models.predictor().predict(segment).join());
    return prediction.estimate();
  }

  /**
   * What a recording shows, over all its rows.
   *
   * @param taken modalities that are looked at
   * @throws IOException if it cannot be read
   */
  public Optional<Estimate> recording(Path file, Set<Modality> taken) throws IOException {
    return prediction(file, taken).estimate();
  }

  /**
   * The likeliest class of a row.
   *
   * @param seconds since the first row of the recording
   * @param expression before smoothing
   */
  public record TimedExpression(double seconds, Expression expression) {}

  /**
   * The measured rows of a recording's main face, from its frames alone.
   *
   * @throws IOException if it cannot be read
   */
  public List<TimedExpression> frames(Path file) throws IOException {
    ItemPrediction prediction = prediction(file, Set.of(Modality.FACE));
    return prediction.main().stream()
        .map(
            row ->
                new TimedExpression(
                    (row.time() - prediction.begin()) / 1e6, Columns.likeliest(row.expression())))
        .toList();
  }

  private ItemPrediction prediction(Path file, Set<Modality> taken) throws IOException {
    try (ServedStream stream = new ServedStream(models, taken)) {
      StreamPlan plan = StreamPlan.of(STREAM, new MediaSource.File(file));
      var unused = new Ingest(stream).play(plan, IngestListener.NONE, new Cancellation());
      return stream.prediction();
    } catch (MediaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** What a text shows, its words spoken one after the other at a natural rate. */
  public Optional<Estimate> text(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    float[][] vectors = models.words().orElseThrow().encode(words).join();
    Grid grid = new Grid(models.bundle().manifest().grid().stepsPerSecond());
    List<SpokenWord> spoken = new ArrayList<>();
    float at = 0;
    for (int i = 0; i < vectors.length; i++) {
      float next = at + SpeechRate.steps(words.get(i));
      spoken.add(
          new SpokenWord(grid.timeOf(Math.round(at)), grid.timeOf(Math.round(next)), vectors[i]));
      at = next;
    }
    try (ServedStream stream = new ServedStream(models, Set.of(Modality.WORDS))) {
      stream.expect(List.of(Modality.WORDS));
      stream.words(new SpokenWords(STREAM, spoken, grid.timeOf(Math.round(at)), true));
      return stream.prediction().estimate();
    }
  }

  /** Whether the bundle has a network that reads utterances. */
  public boolean readsUtterances() {
    Manifest.Words words = models.bundle().manifest().words();
    return words != null && words.network() != null;
  }

  /**
   * What the words network says after the last word of an utterance, before fusion; empty for no
   * words.
   *
   * @param words of a bundle that {@link #readsUtterances}
   * @return a probability per class in the order of {@code Expression}
   */
  public Optional<List<Double>> utterance(List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    UtteranceText text = new UtteranceText(List.copyOf(words), words.size() - 1, new int[] {0});
    float[] last = models.words().orElseThrow().encode(text).join()[0];
    return Optional.of(
        IntStream.range(0, Expression.values().length).mapToObj(c -> Math.exp(last[c])).toList());
  }

  @Override
  public void close() {
    finder.ifPresent(FaceFinder::close);
    lease.close();
  }
}
