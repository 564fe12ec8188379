package io.affectstream.jobs.config;

import io.affectstream.schemas.Expression;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Section {@code smoothing}; Zhang et al. 2022, 3.3. */
public record SmoothingSection(
    @Option(
            value = "Runs of at most this length are outliers.",
            defaultValue = "5",
            unit = "frames",
            min = 0,
            max = 10_000)
        int threshold,
    @Option(
            value = "Frames on each side of an outlier whose labels determine its replacement.",
            defaultValue = "10",
            unit = "frames",
            min = 0,
            max = 10_000)
        int window,
    @Option(
            value = "As `threshold`, for the minority classes.",
            defaultValue = "3",
            unit = "frames",
            min = 0,
            max = 10_000)
        int minorityThreshold,
    @Option(
            value = "As `window`, for the minority classes.",
            defaultValue = "6",
            unit = "frames",
            min = 0,
            max = 10_000)
        int minorityWindow,
    @Option(
            value = "The minority classes.",
            defaultValue = "anger, disgust, fear, sadness, surprise")
        List<Expression> minority)
    implements Serializable {

  /** Threshold of each class in the order of {@link Expression}. */
  public int[] thresholds() {
    return perClass(threshold, minorityThreshold);
  }

  /** Window of each class in the order of {@link Expression}. */
  public int[] windows() {
    return perClass(window, minorityWindow);
  }

  private int[] perClass(int majority, int few) {
    return Arrays.stream(Expression.values())
        .mapToInt(expression -> minority.contains(expression) ? few : majority)
        .toArray();
  }
}
