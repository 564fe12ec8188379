package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects problems, so that a bundle's author gets all of them together. */
final class Problems {

  private final List<BundleProblem> found = new ArrayList<>();

  /** Reports a problem of a file, or of a tensor of it. */
  void file(String file, String expected, Object what, String remedy) {
    found.add(new BundleProblem(file, expected, describe(what), remedy));
  }

  /** Reports a problem of a key of the manifest unless {@code holds}; returns {@code holds}. */
  boolean require(boolean holds, String key, String expected, Object what, String remedy) {
    if (!holds) {
      file(Manifest.FILE_NAME + ": " + key, expected, what, remedy);
    }
    return holds;
  }

  void throwIfAny(String origin) throws BundleException {
    if (!found.isEmpty()) {
      throw toException(origin);
    }
  }

  BundleException toException(String origin) {
    return new BundleException(origin, found);
  }

  private static String describe(Object what) {
    if (what == null) {
      return "nothing";
    }
    if (what instanceof float[] values) {
      return Arrays.toString(values);
    }
    if (what instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (what instanceof long[] axes) {
      return Arrays.toString(axes);
    }
    return what instanceof String text && !text.contains(" ") ? "'" + text + "'" : what.toString();
  }
}
