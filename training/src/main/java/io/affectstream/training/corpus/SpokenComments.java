package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.WordBank.Spoken;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Words only: windows of comments at a natural rate. Classes are drawn by the square root of their
 * frequency, between as they come (the rarest would hardly be learned) and evenly (it would be
 * named too often).
 */
public final class SpokenComments implements SampleSource {

  private final WordBank words;
  private final int halo;
  private final List<List<Integer>> classes;

  /**
   * Windows within comments.
   *
   * @param words the comments
   * @param halo steps M to each side of a centre
   */
  public SpokenComments(WordBank words, int halo) {
    this.words = words;
    this.halo = halo;
    classes =
        Stream.of(Expression.values())
            .map(words::of)
            .filter(comments -> !comments.isEmpty())
            .toList();
  }

  @Override
  public Sample draw(SplittableRandom random) {
    List<Integer> comments = drawClass(random);
    Spoken comment = words.comment(comments.get(random.nextInt(comments.size())));
    float pace = (float) (0.8 + 0.4 * random.nextDouble());
    return window(comment, random.nextInt(Math.max(1, length(comment, pace))), pace);
  }

  private List<Integer> drawClass(SplittableRandom random) {
    double all = classes.stream().mapToDouble(comments -> Math.sqrt(comments.size())).sum();
    double left = all * random.nextDouble();
    for (List<Integer> comments : classes) {
      left -= Math.sqrt(comments.size());
      if (left < 0) {
        return comments;
      }
    }
    return classes.get(classes.size() - 1);
  }

  /** Steps that a comment lasts. */
  public static int length(Spoken comment, float pace) {
    float steps = 0;
    for (float word : comment.steps()) {
      steps += pace * word;
    }
    return Math.round(steps);
  }

  /**
   * The window around a step of a comment.
   *
   * @param centre step within the comment
   * @param pace factor of the words' durations
   */
  public Sample window(Spoken comment, int centre, float pace) {
    int[] track = new int[2 * halo + 1];
    Arrays.fill(track, Sample.SILENT);
    float at = (float) halo - centre;
    for (int i = 0; i < comment.words().length; i++) {
      float next = at + pace * comment.steps()[i];
      int to = Math.min(track.length, Math.round(next));
      for (int step = Math.max(0, Math.round(at)); step < to; step++) {
        track[step] = comment.words()[i];
      }
      at = next;
    }
    return new Sample(
        new float[0],
        new float[0],
        new float[0],
        new float[0],
        track,
        new float[0],
        comment.label(),
        new float[0]);
  }
}
