package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest.FileEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Common rules for keys of a manifest. Each reports a problem if it is violated. */
final class Rules {

  private static final String REMEDY = "correct the manifest";

  private final Problems problems;
  private final Map<String, String> unknown;

  /**
   * @param problems receives every violation
   * @param unknown values outside of their closed set, by key
   */
  Rules(Problems problems, Map<String, String> unknown) {
    this.problems = problems;
    this.unknown = unknown;
  }

  boolean require(boolean holds, String key, String expected, Object found) {
    return problems.require(holds, key, expected, found, REMEDY);
  }

  boolean present(String key, Object part) {
    return require(part != null, key, "a value", null);
  }

  void text(String key, String value) {
    require(value != null && !value.isBlank(), key, "some text", value);
  }

  void range(String key, int value, int least, int greatest) {
    require(value >= least && value <= greatest, key, least + " to " + greatest, value);
  }

  void share(String key, float value) {
    require(value > 0 && value < 1, key, "a number between 0 and 1", value);
  }

  /** A value of a closed set; {@code null} stands for one outside of it, or for none. */
  boolean known(String key, Enum<?> value, List<? extends Enum<?>> known) {
    return require(value != null, key, "one of " + known, unknown.get(key));
  }

  boolean oneOf(String key, String value, List<String> known) {
    String expected = known.size() == 1 ? "'" + known.get(0) + "'" : "one of " + known;
    return require(value != null && known.contains(value), key, expected, value);
  }

  /** A value that must equal what this release computes or another key. */
  void same(String key, Object expected, Object value) {
    problems.require(
        expected == null || expected.equals(value),
        key,
        expected instanceof String ? "'" + expected + "'" : String.valueOf(expected),
        value,
        "use a bundle made for this release, or the release the bundle was made for");
  }

  void file(String key, String file, Map<String, FileEntry> files) {
    boolean listed = file != null && files != null && files.containsKey(file);
    require(listed, key, "a file listed under 'files'", file);
  }

  /** A shape of rows: -1 first, then fixed axes. */
  void rows(String key, long[] shape, int rank) {
    boolean holds =
        shape != null
            && shape.length == rank
            && shape[0] == -1
            && Arrays.stream(shape).skip(1).allMatch(axis -> axis > 0);
    require(holds, key, "%d axes, -1 first, the others positive".formatted(rank), shape);
  }
}
