package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Inputs of the fusion graph from a segment; 0 for unused inputs.
 *
 * @param steps S = segment + 2 halo
 * @param halo M
 * @param embedding numbers per step of a face's embedding, E
 * @param audio numbers per step of the voice, A
 * @param words numbers per word, W
 * @param memory numbers of the static feature, flattened
 */
record SegmentLayout(int steps, int halo, int embedding, int audio, int words, int memory) {

  private static final List<String> SEQUENCES = List.of("embedding", "audio", "words");
  private static final float[] ABSENT = {};

  static SegmentLayout of(Manifest manifest) {
    Map<String, Tensor> inputs = manifest.fusion().inputs();
    int halo = manifest.grid().halo();
    return new SegmentLayout(
        manifest.grid().segment() + 2 * halo,
        halo,
        lastAxis(inputs.get("embedding")),
        lastAxis(inputs.get("audio")),
        lastAxis(inputs.get("words")),
        rowSize(inputs.get("static")));
  }

  /**
   * The layout for windows of a single centre: 2M + 1 steps, or those of a segment if the graph
   * takes no other number.
   */
  static SegmentLayout ofWindows(Manifest manifest) {
    SegmentLayout segments = of(manifest);
    boolean fixed =
        SEQUENCES.stream()
            .map(manifest.fusion().inputs()::get)
            .anyMatch(tensor -> tensor != null && tensor.shape()[1] > 0);
    return fixed
        ? segments
        : new SegmentLayout(
            2 * segments.halo + 1,
            segments.halo,
            segments.embedding,
            segments.audio,
            segments.words,
            segments.memory);
  }

  /** The segment with absent steps added after its own, up to the number of this layout. */
  Segment pad(Segment segment) {
    int from = segment.wordAt().length;
    if (from >= steps) {
      return segment;
    }
    int[] wordAt = Arrays.copyOf(segment.wordAt(), steps);
    Arrays.fill(wordAt, from, steps, -1);
    return new Segment(
        segment.stream(),
        segment.ordinal(),
        segment.firstStep(),
        segment.subjects().stream()
            .map(
                subject ->
                    new Subject(
                        subject.face(),
                        pad(subject.embeddings()),
                        Arrays.copyOf(subject.seen(), steps)))
            .toList(),
        pad(segment.voice()),
        segment.wordVectors(),
        wordAt,
        segment.centres(),
        segment.noWords(),
        segment.progress(),
        segment.close());
  }

  private float[][] pad(float[][] features) {
    float[][] padded = Arrays.copyOf(features, steps);
    Arrays.fill(padded, features.length, steps, ABSENT);
    return padded;
  }

  private static int lastAxis(Tensor tensor) {
    return tensor == null ? 0 : (int) tensor.shape()[tensor.shape().length - 1];
  }

  private static int rowSize(Tensor tensor) {
    return tensor == null
        ? 0
        : (int) Arrays.stream(tensor.shape()).skip(1).reduce(1, (a, b) -> a * b);
  }

  /** Whether any modality the graph reads is present in the window of a centre. */
  boolean hasInput(Segment segment, Centre centre) {
    boolean face = embedding > 0 || memory > 0;
    if (face && !centre.faces().isEmpty()) {
      return true;
    }
    boolean[] seen = segment.subjects().get(centre.subject()).seen();
    for (int s = centre.step() - halo; s <= centre.step() + halo; s++) {
      if ((embedding > 0 && seen[s])
          || (audio > 0 && segment.voice()[s].length > 0)
          || (words > 0 && segment.wordAt()[s] >= 0)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Refuses a segment that the graph cannot read.
   *
   * @throws IllegalArgumentException stating what was expected and found
   */
  void requireFits(Segment segment) {
    require(segment, "steps of voice", steps, segment.voice().length);
    require(segment, "steps of words", steps, segment.wordAt().length);
    for (float[] row : segment.voice()) {
      requireRow(segment, "voice features", audio, row.length);
    }
    for (float[] vector : segment.wordVectors()) {
      requireRow(segment, "numbers of a word", words, vector.length);
    }
    for (Subject subject : segment.subjects()) {
      require(segment, "steps of a subject", steps, subject.seen().length);
      require(segment, "steps of embeddings", steps, subject.embeddings().length);
      for (int s = 0; s < steps; s++) {
        if (subject.seen()[s] && embedding > 0) {
          require(segment, "numbers of an embedding", embedding, subject.embeddings()[s].length);
        }
      }
    }
    segment.centres().forEach(centre -> requireFits(segment, centre));
  }

  private void requireFits(Segment segment, Centre centre) {
    if (centre.step() < halo || centre.step() >= steps - halo) {
      throw new IllegalArgumentException(
          "%s: expected a centre at steps %d to %d, found %d"
              .formatted(name(segment), halo, steps - halo - 1, centre.step()));
    }
    if (!centre.faces().isEmpty() && memory > 0) {
      require(segment, "static numbers", memory, centre.faces().get(0).memory().length);
    }
  }

  /** Rows are empty for missing data; ignored if the graph does not read them. */
  private static void requireRow(Segment segment, String what, int expected, int found) {
    if (found > 0 && expected > 0) {
      require(segment, what, expected, found);
    }
  }

  private static void require(Segment segment, String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s: expected %d %s, found %d; the segment was made for another bundle"
              .formatted(name(segment), expected, what, found));
    }
  }

  private static String name(Segment segment) {
    return "segment %d of stream '%s'".formatted(segment.ordinal(), segment.stream());
  }
}
