package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Segments for the test bundle. */
final class Segments {

  static final float[] NONE = {};

  private Segments() {}

  /**
   * A segment of random content in which everything may be missing.
   *
   * @param subjects faces
   */
  static Segment random(long seed, int subjects) {
    Random random = new Random(seed);
    List<Subject> all = new ArrayList<>();
    List<Centre> centres = new ArrayList<>();
    for (int i = 0; i < subjects; i++) {
      boolean[] seen = new boolean[TestBundle.STEPS];
      float[][] embeddings = new float[TestBundle.STEPS][];
      for (int s = 0; s < TestBundle.STEPS; s++) {
        seen[s] = random.nextInt(4) > 0;
        embeddings[s] = seen[s] ? numbers(random, TestBundle.EMBEDDING) : NONE;
      }
      all.add(new Subject(i, embeddings, seen));
    }
    for (int step = TestBundle.HALO; step < TestBundle.STEPS - TestBundle.HALO; step++) {
      for (int i = 0; i < subjects; i++) {
        centres.add(
            all.get(i).seen()[step]
                ? centre(i, step, Reason.MEASURED, face(numbers(random, TestBundle.MEMORY)))
                : centre(i, step, Reason.NO_FACE));
      }
    }
    float[][] voice = new float[TestBundle.STEPS][];
    int[] wordAt = new int[TestBundle.STEPS];
    for (int s = 0; s < TestBundle.STEPS; s++) {
      voice[s] = random.nextInt(4) > 0 ? numbers(random, TestBundle.AUDIO) : NONE;
      wordAt[s] = random.nextInt(3) - 1;
    }
    float[][] words = {numbers(random, TestBundle.WORDS), numbers(random, TestBundle.WORDS)};
    return segment(all, voice, words, wordAt, centres);
  }

  /** A segment of one subject that is never visible, without voice and words. */
  static Segment empty(Centre... centres) {
    int steps = TestBundle.STEPS;
    float[][] nothing = new float[steps][0];
    int[] silent = new int[steps];
    java.util.Arrays.fill(silent, -1);
    Subject nobody = new Subject(Segment.NO_FACE, new float[steps][0], new boolean[steps]);
    return segment(List.of(nobody), nothing, new float[0][], silent, List.of(centres));
  }

  static Segment segment(
      List<Subject> subjects,
      float[][] voice,
      float[][] words,
      int[] wordAt,
      List<Centre> centres) {
    return new Segment(
        "s", 0, 0, subjects, voice, words, wordAt, centres, NoWords.NONE, 0, StreamEnd.NONE);
  }

  static Centre centre(int subject, int step, Reason reason, Face... faces) {
    return new Centre(subject, step, 33_333L * step, 33_333, step, reason, List.of(faces), 0);
  }

  static Face face(float... memory) {
    return new Face(new FaceBox(0, 0, 9, 9), 0.9f, 0.8f, NONE, NONE, NONE, memory);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() * 0.3f;
    }
    return numbers;
  }
}
