package io.affectstream.inference.bundle;

/**
 * One reason why a bundle is refused.
 *
 * @param where file, or key of the manifest
 * @param expected expected value
 * @param found value found
 * @param remedy what to do
 */
public record BundleProblem(String where, String expected, String found, String remedy) {

  @Override
  public String toString() {
    return "%s: expected %s, found %s; %s".formatted(where, expected, found, remedy);
  }
}
